package meaning

import (
	"testing"
	"time"
)

// Words that take back the last edit of the draft do so where there is one, also in a reply to its card; else they mean what they meant.
func TestTheLastEditIsTakenBack(t *testing.T) {
	t.Parallel()
	draft := Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}, Edited: monday}
	undo := map[string][]Command{}
	for _, text := range []string{
		"undo", "Undo that change.", "oops, undo the last edit", "take that back", "put it back", "put it back how it was", "make it as it was before", "go back one step",
		"改错了", "哎呀，点错了", "撤销刚才那步", "撤回刚才的修改", "撤销上一步", "改回去吧", "恢复原来的样子", "刚才那步不算", "还是原来的样吧",
	} {
		undo[text] = is(Undo{})
	}
	means(t, Context{Focus: draft}, undo)
	reply := replying(Focus{Draft: draft.Draft})
	reply.Edited = monday
	means(t, reply, map[string][]Command{"undo": is(Undo{}), "cancel": is(Cancel{})})
	means(t, Context{Focus: draft}, map[string][]Command{"cancel": is(Cancel{}), "取消": is(Cancel{})})
}

// Of a parcel and an edit the newer is taken back.
func TestUndoIsOfTheNewest(t *testing.T) {
	t.Parallel()
	parcel := &Parcel{Number: 10001, At: monday, Recorded: true}
	for edited, want := range map[time.Time]Command{monday.Add(-time.Minute): UndoParcel{Carried[int64](10001)}, monday.Add(time.Minute): Undo{}} {
		f := Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}, Edited: edited, Parcel: parcel}
		means(t, Context{Focus: f}, map[string][]Command{"undo": is(want)})
	}
}
