package pickup

import (
	"slices"
	"testing"
)

func TestStallsInTheOrderOfTheWay(t *testing.T) {
	t.Parallel()
	want := []string{"A-2", "a-12", "A-102", "A-102B", "B1-3", "B1-21", "B02-1", "三楼2号"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, byNumber)
	if !slices.Equal(got, want) {
		t.Error(got)
	}
	out := stops([]Order{{ID: 1, Distributor: "x", Total: 5}, {ID: 2, Distributor: "y", Total: 7}, {ID: 3, Distributor: "z"}, {ID: 4, Distributor: "y", Total: 1}},
		map[string]string{"y": "A-102", "z": "A-12"})
	var names []string
	for _, s := range out {
		names = append(names, s.Distributor)
	}
	if !slices.Equal(names, []string{"z", "y", "x"}) || out[1].Total != 8 || len(out[1].Orders) != 2 {
		t.Error(out)
	}
}
