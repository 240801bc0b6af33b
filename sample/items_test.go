package sample_test

import (
	"encoding/csv"
	"fmt"
	"image/png"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"oldhand/integrations/measure"
	"oldhand/sample"
)

// row is one line of a CSV file by its column titles.
type row map[string]string

// rows reads all CSV files of a folder.
func rows(t *testing.T, folder string) []row {
	t.Helper()
	names, err := fs.Glob(sample.Files(), folder+"/*.csv")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v %v", folder, names, err)
	}
	var all []row
	for _, name := range names {
		f, err := sample.Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, line := range lines[1:] {
			r := row{"": fmt.Sprintf("%s line %d", name, i+2)}
			for j, title := range lines[0] {
				r[title] = line[j]
			}
			all = append(all, r)
		}
	}
	return all
}

func TestItemsAreAsTheContractWantsThem(t *testing.T) {
	t.Parallel()
	items := rows(t, "items")
	if len(items) < 330 {
		t.Errorf("%d items, 330 are promised", len(items))
	}
	distributors, carriers := map[string]bool{}, map[string][]string{}
	for _, r := range items {
		distributors[r["distributor"]] = true
		carriers[r["sku"]] = append(carriers[r["sku"]], r["distributor"])
		for _, column := range []string{"title_en", "title_zh", "category", "unit", "stall", "description_en", "description_zh"} {
			if strings.TrimSpace(r[column]) == "" {
				t.Errorf("%s: no %s", r[""], column)
			}
		}
		if err := prices(r); err != nil {
			t.Errorf("%s: %v", r[""], err)
		}
	}
	if len(distributors) != 6 {
		t.Errorf("%d distributors, 6 are promised", len(distributors))
	}
	shared(t, carriers)
}

// shared checks that just one SKU stands with two distributors, for which oldhand must ask which is meant.
func shared(t *testing.T, carriers map[string][]string) {
	t.Helper()
	var both []string
	for sku, who := range carriers {
		if slices.Sort(who); len(slices.Compact(slices.Clone(who))) != len(who) {
			t.Errorf("%s stands twice with one distributor", sku)
		}
		if len(who) > 1 {
			both = append(both, sku)
		}
	}
	if !slices.Equal(both, []string{"D4012"}) {
		t.Errorf("SKUs of two distributors: %v", both)
	}
	if len(carriers["A1023"]) != 1 {
		t.Error("A1023 is missing")
	}
}

// prices says what is wrong with a row's numbers.
func prices(r row) error {
	price, err := measure.ParseYuan(r["price"])
	if err != nil {
		return err
	}
	if price < 15 || price > 6000 {
		return fmt.Errorf("price %s is not that of a small commodity", price)
	}
	from := 0
	for tier := range strings.SplitSeq(r["tiers"], ";") {
		quantity, yuan, _ := strings.Cut(tier, ":")
		n, err := strconv.Atoi(quantity)
		if err != nil || n <= from {
			return fmt.Errorf("tiers %q do not rise", r["tiers"])
		}
		cheaper, err := measure.ParseYuan(yuan)
		if err != nil || cheaper > price {
			return fmt.Errorf("tiers %q get dearer", r["tiers"])
		}
		from, price = n, cheaper
	}
	for column, low := range map[string]int{"min_qty": 1, "multiple": 1, "stock": 0, "carton": 1, "weight_g": 1} {
		if n, err := strconv.Atoi(r[column]); err != nil || n < low {
			return fmt.Errorf("%s is %q", column, r[column])
		}
	}
	return nil
}

func TestEveryItemHasAPictureOfItsOwn(t *testing.T) {
	t.Parallel()
	seen, total := map[string]bool{}, int64(0)
	for _, r := range rows(t, "items") {
		name := r["images"]
		if seen[name] {
			t.Errorf("%s: %s is another item's", r[""], name)
		}
		seen[name] = true
		f, err := sample.Files().Open(path.Join("items", name))
		if err != nil {
			t.Error(err)
			continue
		}
		defer f.Close()
		if size, err := png.DecodeConfig(f); err != nil || size.Width != 480 || size.Height != 480 {
			t.Errorf("%s: %v %v", name, size, err)
		}
		if info, err := f.Stat(); err != nil || info.Size() > 12_000 {
			t.Errorf("%s: %v %v", name, info, err)
		} else {
			total += info.Size()
		}
	}
	if total > 2_500_000 {
		t.Errorf("the pictures hold %d bytes together", total)
	}
}
