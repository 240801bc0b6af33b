package rates

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What Chinese input methods make of the marks in a cell changes nothing of it.
func TestListsWithChineseMarks(t *testing.T) {
	t.Parallel()
	_, want, err := readProvinces("浙江;江苏;上海")
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range []string{"浙江；江苏；上海", "浙江、江苏、上海", "浙江，江苏，上海", "浙江； 江苏；上海；"} {
		if _, codes, err := readProvinces(cell); err != nil || !slices.Equal(codes, want) {
			t.Errorf("%s: %v, %v; want %v", cell, codes, err, want)
		}
	}
	bands, err := readBands("300:2.50;500:2.70")
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range []string{"300：2.50；500：2.70", "300：2.50、500：2.70", "300:2.50；500:2.70"} {
		if got, err := readBands(cell); err != nil || !slices.Equal(got, bands) {
			t.Errorf("%s: %v, %v; want %v", cell, got, err, bands)
		}
	}
	if codes, err := addPlaces(nil, "浙江省/金华市/义乌市；4403"); err != nil || !slices.Equal(codes, []string{"330782", "4403"}) {
		t.Errorf("places: %v, %v", codes, err)
	}
	extras, err := readSurcharges("fuel:3%|偏远、海岛:1.00")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readSurcharges("fuel：3%｜偏远、海岛：1.00")
	if diff := cmp.Diff(extras, got, cmp.AllowUnexported(surcharge{}, days{}, Name{})); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := readBands("300：2，50"); err == nil {
		t.Error("a comma is taken for the point of a price")
	}
}
