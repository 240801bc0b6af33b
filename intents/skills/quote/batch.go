package quote

import (
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/batch"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	batchKey = "batch"
	// batchLinesShown is how many lines of a batch a card shows; the file has all of them.
	batchLinesShown = 8
)

// sheetNames end the names of the files that may be a list of parcels. One that cannot be read is told apart later.
var sheetNames = []string{".csv", ".xlsx", ".txt", ".tsv", ".xls", ".et", ".xlsm"}

// sheet has a file read in the background that may be of orders: it may be long, and the chat goes on meanwhile.
func (sk *skill) sheet(_ context.Context, t *dialogue.Turn, f bot.Attachment, purpose meaning.Purpose) (bool, error) {
	if !slices.Contains(sheetNames, strings.ToLower(path.Ext(f.Name))) {
		return false, nil
	}
	if !t.Limits().FitsDownload(f.Size) {
		t.Say("batch.large", dialogue.View{"Name": dialogue.Short(f.Name, 60), "MB": t.Limits().Download >> 20})
		return true, nil
	}
	m := memory.Of(t)
	if m.Files = append(m.Files, sentFile{t.ID(), f}); len(m.Files) > filesKept {
		m.Files = m.Files[1:]
	}
	sk.readFile(t, f, purpose)
	return true, nil
}

// sentFile is a file that the person sent.
type sentFile struct {
	Turn bot.TurnID     `json:"turn"`
	File bot.Attachment `json:"file"`
}

// filesKept is how many files of a person are remembered, whose parcels a button can have priced.
const filesKept = 5

// readFile has a file read, and says so.
func (sk *skill) readFile(t *dialogue.Turn, f bot.Attachment, purpose meaning.Purpose) {
	args := BatchArgs{Turn: t.ID(), Person: t.Person.ID, Lang: t.Lang, File: f, For: purpose}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, _ *dialogue.Turn) error { return sk.Enqueue(ctx, tx, args) })
	t.Show(bot.Card{Text: t.Text("batch.reading", dialogue.View{"Name": dialogue.Short(f.Name, 60)}), Key: batchKey})
}

// pressFile has the parcels of a file priced that was read for its goods.
func (sk *skill) pressFile(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	files := memory.Of(t).Files
	at := slices.IndexFunc(files, func(f sentFile) bool { return f.Turn == bot.TurnID(turn) })
	if !ok || at < 0 {
		return t.Stale(ctx)
	}
	sk.readFile(t, files[at].File, meaning.ToSend)
	return nil
}

// parcelList prices the parcels of a message, one a line.
func (sk *skill) parcelList(ctx context.Context, t *dialogue.Turn, c meaning.ParcelList) error {
	lines, _ := batch.Lines(c.Text.Value) // that it is a list was found out when it was read
	cards, err := sk.Rates.Cards(ctx)
	if err != nil {
		return err
	}
	b, err := batch.Price(ctx, cards, lines, rates.Request{On: t.Now}, nil)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		b, sheet, err := recalled(ctx, tx, b, t.Person.ID, t.ID(), t.Now, t.Lang)
		if err != nil {
			return err
		}
		file, err := sk.Documents.Keep(ctx, tx, t.Person.ID, batchName(t.Lang), sheet)
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: batchText(t.Lang, "batch.done", b), Document: &file})
		return nil
	})
	return nil
}

// recalled compares a batch with what its seller had priced before, and gives it with its file.
func recalled(ctx context.Context, tx pgx.Tx, b batch.Batch, seller bot.PersonID, turn bot.TurnID, now time.Time, lang phrases.Lang) (batch.Batch, []byte, error) {
	b, err := b.Recall(ctx, tx, int64(seller), int64(turn), now)
	if err != nil {
		return batch.Batch{}, nil, err
	}
	sheet, err := batchSheet(b, lang)
	return b, sheet, err
}

// batchName is what the file with the prices is called.
func batchName(lang phrases.Lang) string { return phrases.Label(lang, "batch.file", nil) }

// batchText says in a sentence what became of a batch.
func batchText(lang phrases.Lang, key string, b batch.Batch) phrases.Text {
	priced := make([]dialogue.View, min(len(b.Priced), batchLinesShown))
	for i := range priced {
		p := b.Priced[i]
		priced[i] = dialogue.View{
			"Line": p.Line, "Order": dialogue.Short(p.Order, 20), "To": dialogue.Short(views.Place(lang, p.To), 30), "Weight": p.Weight, "Count": p.Count,
			"Courier": rates.CourierName(p.Best.Courier, string(lang)), "All": p.All(),
		}
	}
	refused := make([]dialogue.View, min(len(b.Refused), batchLinesShown))
	for i := range refused {
		r := b.Refused[i]
		refused[i] = dialogue.View{"Line": r.Line, "Order": dialogue.Short(r.Order, 20), "Reason": dialogue.Short(phrases.Tell(lang, r.Why), 80)}
	}
	all, sum := b.Doubted()
	doubted := make([]dialogue.View, min(len(all), batchLinesShown))
	for i := range doubted {
		doubted[i] = dialogue.View{"Line": all[i].Line, "Order": dialogue.Short(all[i].Order, 20), "Doubt": phrases.Label(lang, "batch.doubts", all[i].Doubts)}
	}
	left := ""
	if b.Left.Code != "" {
		left = phrases.Tell(lang, b.Left)
	}
	return phrases.Say(lang, key, dialogue.View{
		"Doubted": doubted, "DoubtedAll": len(all), "DoubtedSum": sum, "MoreDoubted": len(all) - len(doubted), "Left": left,
		"Lines": len(b.Priced) + len(b.Refused), "Priced": priced, "MorePriced": len(b.Priced) - len(priced),
		"Refused": refused, "RefusedAll": len(b.Refused), "MoreRefused": len(b.Refused) - len(refused),
		"Parcels": b.Parcels, "Total": b.Total, "List": comparison(lang, b.List, b), "Single": comparison(lang, b.Single, b),
	})
}

// comparison is what other prices would have cost, as the sentences want it; nil where there are none.
func comparison(lang phrases.Lang, c batch.Comparison, b batch.Batch) dialogue.View {
	if c.Parcels == 0 {
		return nil
	}
	return dialogue.View{
		"Courier": rates.FullName(c.Courier, c.Service, string(lang)), "Parcels": c.Parcels, "Sum": c.Sum, "Saved": c.Saved(), "Left": b.Parcels - c.Parcels,
	}
}
