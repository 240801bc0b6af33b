package evals

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
)

// The files of Online Retail, public data with which orders are replayed: what a wholesaler of small gifts sold, and its
// invoices.
const (
	retailLines   = "retail_gift_lines.tsv.gz"
	retailBaskets = "retail_baskets.txt.gz"
)

// gift is one of the wholesaler's items, with rules of ours so that they are exercised.
type gift struct {
	distributor string
	sku         string
	title       string
	price       measure.Fen
	tiers       []tier // by from, rising
	min         int
	multiple    int
	stock       int
}

type tier struct {
	from  int
	price measure.Fen
}

// fenPerPound is the fixed rate at which pounds become fen.
const fenPerPound = 920

// readRetail gives the items that were sold, the most sold first, at the price at which most pieces went. The distributors share them, so that
// one basket is several orders.
func readRetail(dir string, distributors []string) ([]gift, error) {
	type sales struct {
		total int
		at    map[measure.Fen]int
	}
	sold := map[string]*sales{}
	err := eachLine(filepath.Join(dir, retailLines), func(number int, line string) error {
		fields := strings.Split(line, "\t")
		if number == 1 {
			return nil // the header
		}
		if len(fields) != 4 {
			return fmt.Errorf("%d fields", len(fields))
		}
		title := strings.Join(strings.Fields(fields[0]), " ")
		pounds, priceErr := strconv.ParseFloat(fields[1], 64)
		quantity, quantityErr := strconv.Atoi(fields[3])
		price := measure.Fen(math.Round(pounds * fenPerPound))
		// Returns and corrections are no sales.
		if priceErr != nil || quantityErr != nil || title == "" || price <= 0 || quantity <= 0 {
			return nil
		}
		one := sold[title]
		if one == nil {
			one = &sales{at: map[measure.Fen]int{}}
			sold[title] = one
		}
		one.total += quantity
		one.at[price] += quantity
		return nil
	})
	if err != nil {
		return nil, err
	}
	names := slices.SortedFunc(maps.Keys(sold), func(a, b string) int {
		return cmp.Or(sold[b].total-sold[a].total, cmp.Compare(a, b))
	})
	gifts := make([]gift, len(names))
	for rank, title := range names {
		prices := sold[title].at
		usual := slices.MaxFunc(slices.Sorted(maps.Keys(prices)), func(a, b measure.Fen) int { return prices[a] - prices[b] })
		gifts[rank] = ruled(rank, title, usual)
		gifts[rank].distributor = distributors[rank%len(distributors)]
	}
	return gifts, nil
}

// ruled gives an item tiers, a minimum or a multiple by its rank.
func ruled(rank int, title string, price measure.Fen) gift {
	g := gift{sku: fmt.Sprintf("X%d", rank+1), title: title,
		price: price, min: 1, multiple: 1, stock: rank % 50}
	switch rank % 5 {
	case 1:
		g.tiers = []tier{{6, price * 9 / 10}, {12, price * 8 / 10}}
	case 2:
		g.min, g.multiple = 3, 3
	case 3:
		g.tiers = []tier{{10, price * 95 / 100}}
		g.min = 4
	}
	return g
}

// priceAt is what one piece costs when so many are ordered together: worked out here once more, not asked of oldhand.
func (g gift) priceAt(quantity int) measure.Fen {
	price := g.price
	for _, t := range g.tiers {
		if quantity >= t.from {
			price = t.price
		}
	}
	return price
}

// readBaskets gives all baskets as ranks of items: the code that occurs most is the item sold most.
func readBaskets(dir string, items int) ([][]int, error) {
	seen := map[string]int{}
	var all [][]string
	err := eachLine(filepath.Join(dir, retailBaskets), func(_ int, line string) error {
		basket := strings.Split(line, ",")
		for _, code := range basket {
			seen[code]++
		}
		all = append(all, basket)
		return nil
	})
	if err != nil {
		return nil, err
	}
	codes := slices.SortedFunc(maps.Keys(seen), func(a, b string) int { return cmp.Or(seen[b]-seen[a], cmp.Compare(a, b)) })
	rank := map[string]int{}
	for i, code := range codes {
		rank[code] = i % items
	}
	baskets := make([][]int, len(all))
	for i, basket := range all {
		for _, code := range basket {
			baskets[i] = append(baskets[i], rank[code])
		}
	}
	return baskets, nil
}

// eachLine hands over the lines of a gzip file, counted from 1.
func eachLine(name string, do func(number int, line string) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<20)
	for number := 1; lines.Scan(); number++ {
		if err := do(number, strings.TrimSuffix(lines.Text(), "\r")); err != nil {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	return lines.Err()
}

// writeItems writes the file that a distributor would hand in.
func writeItems(w io.Writer, gifts []gift) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"distributor", "sku", "title_en", "category", "unit", "price", "tiers", "min_qty", "multiple", "stock"}}
	for _, g := range gifts {
		var tiers []string
		for _, t := range g.tiers {
			tiers = append(tiers, fmt.Sprintf("%d:%s", t.from, t.price))
		}
		rows = append(rows, []string{g.distributor, g.sku, g.title, "Gifts", "个", g.price.String(), strings.Join(tiers, ";"),
			strconv.Itoa(g.min), strconv.Itoa(g.multiple), strconv.Itoa(g.stock)})
	}
	return out.WriteAll(rows)
}
