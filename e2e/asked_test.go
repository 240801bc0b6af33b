package e2e

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/tmc/langchaingo/embeddings"

	"oldhand/bot"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/models"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/intents"
)

// monday is a morning of the test village.
var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60))

// mostAsked is how often the database is asked about a message of one order line before anything is settled.
const mostAsked = 6

// asked is what a turn asked others: statements of the database, and texts of the embedder.
type asked struct {
	models.Embedder
	mu         sync.Mutex
	statements []string
	embedded   []string
}

var (
	_ pgx.QueryTracer     = (*asked)(nil)
	_ pgx.BatchTracer     = (*asked)(nil)
	_ embeddings.Embedder = (*asked)(nil)
)

func (a *asked) note(list *[]string, what ...string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	*list = append(*list, what...)
}

func (a *asked) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	a.note(&a.statements, q.SQL)
	return ctx
}
func (a *asked) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (a *asked) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}
func (a *asked) TraceBatchQuery(_ context.Context, _ *pgx.Conn, q pgx.TraceBatchQueryData) {
	a.note(&a.statements, q.SQL)
}
func (a *asked) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func (a *asked) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	a.note(&a.embedded, text)
	return a.Embedder.EmbedQuery(ctx, text)
}

func (a *asked) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	a.note(&a.embedded, texts...)
	return a.Embedder.EmbedDocuments(ctx, texts)
}

// hearing is the assistant of a copy of the test village, whose questions are written down.
func hearing(t *testing.T, a *asked) (assistant bot.Handler, li bot.Person) {
	t.Helper()
	c := testConfig(t)
	url := pgtest.NewURLFrom(t, "dialogues", func(ctx context.Context, url string) error { return fillTestVillage(ctx, c, url) })
	config := pgtest.Open(t, url, c.Village).Config()
	config.ConnConfig.Tracer = a
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := app.NewServices(c, pool, app.Models{Items: a, Notes: a}, func() time.Time { return monday }, slog.New(slog.DiscardHandler))
	sellers, err := s.People.WithRole(t.Context(), bot.Seller)
	if err != nil || len(sellers) == 0 {
		t.Fatal(sellers, err)
	}
	return intents.New(s.Services), sellers[0]
}

// hears has a message handled, up to where its settlement would begin, and tells what was asked meanwhile.
func hears(t *testing.T, text string) *asked {
	t.Helper()
	a := &asked{Embedder: models.BuiltIn()}
	assistant, li := hearing(t, a)
	turn := func(text string) bot.Turn {
		return bot.Turn{ID: 1, Person: li, Now: monday, Message: bot.Message{Channel: "telegram", Kind: bot.Words, Text: text}}
	}
	if _, err := assistant.Handle(t.Context(), turn("thanks")); err != nil { // so that the snapshots are in memory
		t.Fatal(err)
	}
	a.statements, a.embedded = nil, nil
	if _, err := assistant.Handle(t.Context(), turn(text)); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnOrderAsksLittle(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"20 A1023 tomorrow 9am", "20 red hair clips tomorrow please", "红色发夹来20个，明早9点拿", "5 kitchen towels", "20 somethings nobody sells",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if a := hears(t, text); len(a.statements) > mostAsked {
				t.Errorf("%d statements:\n%s", len(a.statements), strings.Join(a.statements, "\n"))
			}
		})
	}
}

// TestAPastedAddressStaysHere: whoever lives there, and where, is told to no embedder, which may be somebody else's, and
// looked for among no goods.
func TestAPastedAddressStaysHere(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Zhang San 13800138000 No. 1 Jianguomen Street, Chaoyang District, Beijing 2kg",
		"1公斤 王拒 13600136000 北京市朝阳区建国路1号",
		"收货人：李雷\n手机：13900139000\n地址：浙江省杭州市西湖区文三路90号东部软件园1幢",
		"Han Meimei\n+86 138 0013 8000\nRoom 502, 88 Zhongshan Road, Xuhui, Shanghai",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			a := hears(t, text)
			if len(a.embedded) > 0 {
				t.Errorf("the embedder was told %q", a.embedded)
			}
			if len(a.statements) > mostAsked {
				t.Errorf("%d statements", len(a.statements))
			}
			if slices.ContainsFunc(a.statements, func(sql string) bool { return strings.Contains(sql, "item_terms") }) {
				t.Error("goods were searched for by the words of an address")
			}
		})
	}
}
