package e2e

import (
	"testing"

	"oldhand/cmd/oldhand/app"
)

// A village in which an order of a hundredth of a stock is large tells both sides so.
func TestTheLargeShareIsConfigured(t *testing.T) {
	t.Parallel()
	d := &dialogue{t: t, file: "large", served: serveTestVillage(t, func(c *app.Config) { c.LargeShare = 1 })}
	d.people = meet(d.api)
	d.told("@ li\n> 20 A1023 tomorrow\n< They have 12 hours to accept it\n> [Confirm]\n< #1001\n@ meiya\n< If you don't accept it by\n> [Accept]\n<! If you don't\n")
}

// A village that is configured to take orders three days ahead takes none for the fourth.
func TestTheDaysAheadAreConfigured(t *testing.T) {
	t.Parallel()
	d := &dialogue{t: t, file: "ahead", served: serveTestVillage(t, func(c *app.Config) { c.OrderDays = 3 })}
	d.people = meet(d.api)
	d.told("@ li\n> 20 A1023 on 27 November\n< Orders are taken 3 days ahead\n<! [Confirm]\n> make it the 26th\n> [Confirm]\n< #1001\n")
}
