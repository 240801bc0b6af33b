package intents

import (
	"context"
	"path"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/batch"
	"oldhand/integrations/rates"
)

const (
	batchKey = "batch"
	// batchLinesShown is how many lines of a batch a card shows; the file has all of them.
	batchLinesShown = 8
	// maxFile is the largest file that a messenger hands out.
	maxFile = 20 << 20
)

// sheetNames end the names of the files that may be a list of parcels. One that cannot be read is told apart later.
var sheetNames = []string{".csv", ".xlsx", ".txt", ".tsv", ".xls", ".et", ".xlsm"}

// isSheet says that a message is a file that may be a list of parcels.
func isSheet(m bot.Message) bool {
	if m.Kind != bot.File || m.File == nil {
		return false
	}
	for _, ending := range sheetNames {
		if strings.EqualFold(path.Ext(m.File.Name), ending) {
			return true
		}
	}
	return false
}

// batchFile has a file of parcels priced in the background: it may be long, and the chat goes on meanwhile.
func (v *visit) batchFile() {
	f := *v.turn.Message.File
	if f.Size > maxFile {
		v.say("batch.large", view{"Name": short(f.Name, 60)})
		return
	}
	args := BatchArgs{Turn: v.turn.ID, Person: v.person.ID, Lang: v.lang, File: f}
	v.later(func(ctx context.Context, tx pgx.Tx, _ *visit) error { return v.Enqueue(ctx, tx, args) })
	v.show(bot.Card{Text: v.text("batch.reading", view{"Name": short(f.Name, 60)}), Key: batchKey})
}

// batchPasted prices the parcels of a message, one a line; done is false for any other message.
func (v *visit) batchPasted(ctx context.Context, text string) (done bool, err error) {
	if !strings.Contains(text, "\n") {
		return false, nil
	}
	lines, ok := batch.Lines(text)
	if !ok {
		return false, nil
	}
	cards, err := v.Rates.Cards(ctx)
	if err != nil {
		return false, err
	}
	b, err := batch.Price(ctx, cards, lines, rates.Request{On: v.now}, string(v.lang), nil)
	if err != nil {
		return false, err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		b, sheet, err := recalled(ctx, tx, b, v.person.ID, v.turn.ID, v.now, v.lang)
		if err != nil {
			return err
		}
		file, err := v.Documents.Keep(ctx, tx, v.person.ID, batchName(v.lang), sheet)
		if err != nil {
			return err
		}
		v.show(bot.Card{Text: batchText(v.lang, "batch.done", b), Document: &file})
		return nil
	})
	return true, nil
}

// recalled compares a batch with what its seller had priced before, and gives it with its file.
func recalled(ctx context.Context, tx pgx.Tx, b batch.Batch, seller bot.PersonID, turn bot.TurnID, now time.Time, lang phrases.Lang) (batch.Batch, []byte, error) {
	b, err := b.Recall(ctx, tx, int64(seller), int64(turn), now, string(lang))
	if err != nil {
		return batch.Batch{}, nil, err
	}
	sheet, err := batchSheet(b, string(lang))
	return b, sheet, err
}

// batchName is what the file with the prices is called.
func batchName(lang phrases.Lang) string { return phrases.Label(lang, "batch.file", nil) }

// batchText says in a sentence what became of a batch.
func batchText(lang phrases.Lang, key string, b batch.Batch) phrases.Text {
	priced := make([]view, min(len(b.Priced), batchLinesShown))
	for i := range priced {
		p := b.Priced[i]
		to := p.To.Name
		if lang == phrases.English {
			to = address.EnglishName(p.To)
		}
		priced[i] = view{
			"Line": p.Line, "Order": short(p.Order, 20), "To": short(to, 30), "Weight": p.Weight, "Count": p.Count,
			"Courier": rates.CourierName(p.Best.Courier, string(lang)), "All": p.All(),
		}
	}
	refused := make([]view, min(len(b.Refused), batchLinesShown))
	for i := range refused {
		r := b.Refused[i]
		refused[i] = view{"Line": r.Line, "Order": short(r.Order, 20), "Reason": short(r.Reason, 80)}
	}
	all, sum := b.Doubted()
	doubted := make([]view, min(len(all), batchLinesShown))
	for i := range doubted {
		doubted[i] = view{"Line": all[i].Line, "Order": short(all[i].Order, 20), "Doubt": all[i].Doubt}
	}
	return phrases.Say(lang, key, view{
		"Doubted": doubted, "DoubtedAll": len(all), "DoubtedSum": sum, "MoreDoubted": len(all) - len(doubted), "Left": b.Left,
		"Lines": len(b.Priced) + len(b.Refused), "Priced": priced, "MorePriced": len(b.Priced) - len(priced),
		"Refused": refused, "RefusedAll": len(b.Refused), "MoreRefused": len(b.Refused) - len(refused),
		"Parcels": b.Parcels, "Total": b.Total, "List": comparison(b.List, b), "Single": comparison(b.Single, b),
	})
}

// comparison is what other prices would have cost, as the sentences want it; nil where there are none.
func comparison(c batch.Comparison, b batch.Batch) view {
	if c.Parcels == 0 {
		return nil
	}
	return view{
		"Courier": c.Courier, "Parcels": c.Parcels, "Sum": c.Sum, "Saved": c.Saved(), "Left": b.Parcels - c.Parcels,
	}
}
