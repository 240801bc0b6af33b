package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres/pgtest"
)

// runner is a verb of the command.
type runner interface {
	Run(ctx context.Context, c app.Config, s streams) error
}

// says runs a verb and gives what it prints.
func says(t *testing.T, c app.Config, verb runner) (string, error) {
	t.Helper()
	var printed strings.Builder
	err := verb.Run(t.Context(), c, streams{in: strings.NewReader(""), out: &printed, log: slog.New(slog.DiscardHandler)})
	return printed.String(), err
}

func TestMembersFromTheCommandLine(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	var listed struct {
		People []struct {
			ID     bot.PersonID `json:"id"`
			Role   string       `json:"role"`
			Lang   string       `json:"language"`
			UserID int64        `json:"user_id"`
			Since  time.Time    `json:"since"`
		} `json:"people"`
	}
	list := func() string {
		t.Helper()
		out, err := says(t, c, peopleList{peopleFlags{JSON: true}})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(out), &listed); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		out, err = says(t, c, peopleList{})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	out := list()
	li := listed.People[0]
	if len(listed.People) != 1 || li.Role != "seller" || li.Lang != "en" || li.UserID != 101 || time.Since(li.Since) > time.Hour {
		t.Errorf("%+v", listed)
	}
	if want := strconv.Itoa(int(li.ID)) + "       seller  en        "; !strings.Contains(out, want) || !strings.Contains(out, "  Li\n") {
		t.Errorf("%s, want %q", out, want)
	}
	who := personArg{li.ID}
	if _, err := says(t, c, peopleRole{personArg: who, Role: "distributor"}); err == nil || !strings.Contains(err.Error(), "--distributor") {
		t.Errorf("a distributor of nobody: %v", err)
	}
	if out, err := says(t, c, peopleRole{personArg: who, Role: "distributor", Distributor: "Meiya"}); err != nil || !strings.HasSuffix(out, "Li: distributor, Meiya\n") {
		t.Errorf("%q, %v", out, err)
	}
	if out := list(); !strings.Contains(out, "  Li, Meiya\n") {
		t.Errorf("a distributor's: %s", out)
	}
	if out, err := says(t, c, peopleRole{peopleFlags{JSON: true}, who, "organiser", ""}); err != nil || !strings.Contains(out, `"role":"organiser","distributor":""`) {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := says(t, c, peopleRemove{personArg: who}); !errors.Is(err, bot.ErrLastOrganiser) {
		t.Errorf("the last organiser: %v", err)
	}
	if _, err := says(t, c, peopleRemove{personArg: personArg{4711}}); err == nil || !strings.Contains(err.Error(), "no member 4711") {
		t.Errorf("nobody: %v", err)
	}
	v := app.NewServices(c, pgtest.Open(t, c.DatabaseURL, c.Village), app.Models{}, time.Now, slog.New(slog.DiscardHandler))
	if err := v.LetIn(t.Context(), 102, "Zhao", "", bot.Organiser, "zh"); err != nil {
		t.Fatal(err)
	}
	if out, err := says(t, c, peopleRemove{personArg: who}); err != nil || !strings.HasSuffix(out, "Li: stranger\n") {
		t.Errorf("%q, %v", out, err)
	}
	if out := list(); strings.Contains(out, "Li") || !strings.Contains(out, "Zhao") {
		t.Errorf("after the removal: %s", out)
	}
}

// Who is blocked is let in by no invitation until she is unblocked, which is why she stays on the list.
func TestBlockingFromTheCommandLine(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	v := app.NewServices(c, pgtest.Open(t, c.DatabaseURL, c.Village), app.Models{}, time.Now, slog.New(slog.DiscardHandler))
	members, err := v.People.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	who := personArg{members[0].ID}
	if _, err := says(t, c, peopleUnblock{personArg: who}); err == nil || !strings.Contains(err.Error(), "no member") {
		t.Errorf("nobody has blocked her: %v", err)
	}
	if out, err := says(t, c, peopleBlock{personArg: who}); err != nil || !strings.HasSuffix(out, "Li: stranger\n") {
		t.Errorf("%q, %v", out, err)
	}
	comes := func() error { return v.LetIn(t.Context(), members[0].UserID, "Li", "", bot.Seller, "en") }
	if err := comes(); !errors.Is(err, bot.ErrInvitation) {
		t.Errorf("she comes in again: %v", err)
	}
	if out, err := says(t, c, peopleList{}); err != nil || !strings.Contains(out, "blocked") || !strings.Contains(out, "Li") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := says(t, c, peopleList{peopleFlags{JSON: true}}); err != nil || !strings.Contains(out, `"people":[]`) || !strings.Contains(out, `"blocked":[{"id"`) {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := says(t, c, peopleUnblock{personArg: who}); err != nil {
		t.Error(err)
	}
	if err := comes(); err != nil {
		t.Errorf("she stays out: %v", err)
	}
}

func TestInvitationsFromTheCommandLine(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	c.Listen = "127.0.0.1:8080"
	link, err := says(t, c, inviteCommand{Role: "oldhand"})
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(strings.TrimSpace(link), "start=")
	listed := func() (ids []string) {
		out, err := says(t, c, peopleInvitations{peopleFlags{JSON: true}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out, token) {
			t.Errorf("the list itself lets people in: %s", out)
		}
		var answer struct {
			Invitations []shownInvitation `json:"invitations"`
		}
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		for _, i := range answer.Invitations {
			ids = append(ids, i.ID)
		}
		return ids
	}
	ids := listed()
	if len(ids) != 1 || !strings.HasPrefix(token, ids[0]) {
		t.Fatalf("%v of %s", ids, token)
	}
	if out, err := says(t, c, peopleInvitations{}); err != nil || !strings.Contains(out, ids[0]) || !strings.Contains(out, "oldhand") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := says(t, c, peopleRevoke{Invitation: ids[0]}); err != nil || !strings.Contains(out, ids[0]) {
		t.Errorf("%q, %v", out, err)
	}
	if left := listed(); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if _, err := says(t, c, peopleRevoke{Invitation: ids[0]}); err == nil || !strings.Contains(err.Error(), "no open invitation") {
		t.Errorf("revoked twice: %v", err)
	}
}

// A village that is not the sample's has no people to be tried on the chat page, and no invitation for a newcomer.
func TestPersonasAreOfTheSampleVillageAlone(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	v := app.NewServices(c, pgtest.Open(t, c.DatabaseURL, c.Village), app.Models{}, time.Now, slog.New(slog.DiscardHandler))
	personas, err := v.Personas(t.Context())
	if err != nil || len(personas) != 0 {
		t.Errorf("%+v, %v", personas, err)
	}
	if open, err := v.People.Invitations(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("%+v, %v", open, err)
	}
	if err := v.LetIn(t.Context(), 1002, "阿梅", "", bot.Seller, "zh"); err != nil {
		t.Fatal(err)
	}
	if personas, err = v.Personas(t.Context()); err != nil || len(personas) != 2 || personas[0].Start == "" {
		t.Errorf("a newcomer and a seller: %+v, %v", personas, err)
	}
}
