package sample_test

import (
	"testing"

	"oldhand/sample"
)

func TestPeopleOfEveryRole(t *testing.T) {
	t.Parallel()
	distributors := map[string]bool{}
	for _, r := range rows(t, "items") {
		distributors[r["distributor"]] = true
	}
	roles := map[string]int{}
	for i, p := range sample.People() {
		roles[p.Role]++
		if p.UserID != int64(1001+i) || p.NameEN == "" || p.NameZH == "" || p.LineEN == "" || p.LineZH == "" || p.Lang != "en" && p.Lang != "zh" {
			t.Errorf("%+v", p)
		}
		if (p.Role == "distributor") != distributors[p.Distributor] {
			t.Errorf("%s works for %q", p.NameEN, p.Distributor)
		}
	}
	for role, least := range map[string]int{"": 1, "seller": 2, "distributor": 2, "oldhand": 2, "organiser": 1} {
		if roles[role] < least {
			t.Errorf("%d of role %q", roles[role], role)
		}
	}
}
