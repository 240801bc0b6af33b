package e2e

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/skills/privacy"
)

// columns gives every text and JSON column of a village in which a pattern finds something, with what it finds.
func columns(t *testing.T, pool *pgxpool.Pool, pattern string) (found []string) {
	t.Helper()
	rows, err := pool.Query(t.Context(), `SELECT c.table_name, c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND (c.data_type IN ('text', 'jsonb', 'json', 'character varying', 'tsvector')
			OR c.data_type = 'ARRAY' AND c.udt_name IN ('_text', '_jsonb', '_varchar'))`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (at [2]string, err error) { return at, row.Scan(&at[0], &at[1]) })
	if err != nil || len(all) < 50 {
		t.Fatalf("%d columns: %v", len(all), err)
	}
	for _, at := range all {
		table, column := pgx.Identifier{at[0]}.Sanitize(), pgx.Identifier{at[1]}.Sanitize()
		var value *string
		if err := pool.QueryRow(t.Context(), `SELECT max(`+column+`::text) FROM `+table+` WHERE `+column+`::text ~ $1`, pattern).Scan(&value); err != nil {
			t.Fatal(err)
		}
		if value != nil {
			found = append(found, at[0]+"."+at[1]+": "+*value)
		}
	}
	return found
}

// herBuyer is whom a seller's parcels go to, as a pattern and as she pastes it.
const (
	herBuyer = `邹小梅|13812345678|科技南路88号`
	pasted   = "2公斤 邹小梅 13812345678 广东省深圳市南山区科技南路88号"
)

// telling is a village whose people talk in it.
func telling(t *testing.T) *dialogue {
	t.Helper()
	d := &dialogue{t: t, file: "told", served: serveTestVillage(t, withCarrier(t))}
	d.people = meet(d.api)
	return d
}

// told plays lines of a dialogue.
func (d *dialogue) told(lines string) {
	d.t.Helper()
	for line := range strings.Lines(lines) {
		d.line++
		d.play(strings.TrimSpace(line))
	}
}

const traded = `
	@ wang
	> ` + pasted + `
	> [圆通
	< P10001
	> 13812345678
	> T-7来5条，明天拿
	> [确认]
	< #1001
	> A1023来20个，明天拿
	> [确认]
	< #1002
	> 巴西商标怎么注册？
	> [问老手]
	@ meiya
	> #1002
	> [Refuse…]
	> [Other…]
	> 王姐 says 邹小梅 13812345678 wants none
	@ fumao
	> 1001 备好了
	@ zhao
	> today's parcels
	@ wang
	> #1001
	> [拿到 #1001]
`

// Words go after their time, wherever they were written down; what was ordered and sent stays.
func TestWordsAreForgottenAfterTheirTime(t *testing.T) {
	t.Parallel()
	s := telling(t)
	s.told(traded)
	if found := columns(t, s.services.Pool, herBuyer); len(found) < 3 {
		t.Fatalf("nothing to forget in %q", found)
	}
	work(t, s, 29)
	if found := columns(t, s.services.Pool, herBuyer); len(found) < 2 {
		t.Errorf("forgotten too early: %q", found)
	}
	work(t, s, 31)
	if found := columns(t, s.services.Pool, herBuyer); len(found) > 0 {
		t.Errorf("still there:\n%s", strings.Join(found, "\n"))
	}
	s.setClock(t, "2026-11-23 09:40")
	s.told("@ wang\n> 对账\n< 5\n> P10001\n< P10001\n")
}

// work forgets what is old so many days from now on, by the database's clock and the village's.
func work(t *testing.T, s *dialogue, days int) {
	t.Helper()
	v := s.services
	w := privacy.NewForgetWorker(v.Transcript, v.KeepDays, func() time.Time { return time.Now().AddDate(0, 0, days) },
		v.Misread.Forget, v.Documents.Forget, pickup.PersonalOf(v.Orders).ForgetReasons, v.Knowledge.ForgetQuestions, v.Sales.ForgetFiles)
	if err := w.Work(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := v.Parcels.ForgetReceivers(t.Context(), time.Now().AddDate(0, 0, days)); err != nil {
		t.Fatal(err)
	}
}

// Who is forgotten is in no text any more, by her name or by her receivers'; the books add up to what they did.
func TestForgotten(t *testing.T) {
	t.Parallel()
	s := telling(t)
	s.told(traded)
	before := books(t, s.services.Pool)
	s.told("@ wang\n> {file sold.csv}\n> [拿货单（53件）]\n> [2A W-1]\n< W-1\n")
	if found := columns(t, s.services.Pool, `风筷子`); len(found) < 3 {
		t.Fatalf("nothing to forget in %q", found)
	}
	s.told("@ wang\n> 后天早上9点提醒我给邹小梅13812345678回电话\n> 把我的资料导出\n< {我的资料.json}\n")
	checkFile(t, s.services.Pool)
	s.told("@ wang\n> 把我的资料删了\n> [永久删掉]\n< 你的资料都删了\n")
	if found := columns(t, s.services.Pool, `王姐|风筷子|`+herBuyer); len(found) > 0 {
		t.Errorf("still there:\n%s", strings.Join(found, "\n"))
	}
	if after := books(t, s.services.Pool); after != before {
		t.Errorf("the books were %s and are %s", before, after)
	}
	// A second tap, her messages and those of others find a village without her.
	s.told("@ wang\n> {again}\n< 要有邀请才能用\n@ fumao\n> #1001\n<! 王姐\n< №\n@ zhao\n> statement\n<! 王姐\n")
	work(t, s, 31)
	var chats int
	err := s.services.Pool.QueryRow(t.Context(), `SELECT count(*) FROM chats WHERE chat = 102 AND channel <> 'gone'`).Scan(&chats)
	if err != nil || chats > 0 {
		t.Errorf("%d chats of hers, %v", chats, err)
	}
}

// books is what orders, parcels and payments add up to.
func books(t *testing.T, pool *pgxpool.Pool) (sum string) {
	t.Helper()
	err := pool.QueryRow(t.Context(), `SELECT jsonb_build_object('orders', (SELECT sum(total) FROM orders), 'lines', (SELECT sum(total) FROM order_lines),
		'events', (SELECT count(*) FROM order_events), 'parcels', (SELECT sum(price) FROM parcels), 'reserved', (SELECT sum(reserved) FROM stock))`).Scan(&sum)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// checkFile reads the file that a person was given of herself.
func checkFile(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	var owner bot.PersonID
	var name string
	var written []byte
	err := pool.QueryRow(t.Context(), `SELECT d.owner, p.name, d.bytes FROM documents d JOIN people p ON p.id = d.owner ORDER BY d.id DESC LIMIT 1`).Scan(&owner, &name, &written)
	if err != nil || name != "王姐" {
		t.Fatalf("given to %s: %v", name, err)
	}
	var file struct {
		Person struct{ Name, Role string }
		Kept   struct {
			Orders  struct{ Orders []struct{ Number int64 } }
			Parcels struct{ Parcels []struct{ Number int64 } }
		}
		Said []struct{ Wrote string }
	}
	if err := json.Unmarshal(written, &file); err != nil {
		t.Fatal(err)
	}
	if file.Person.Name != "王姐" || len(file.Kept.Orders.Orders) != 2 || len(file.Kept.Parcels.Parcels) != 1 || len(file.Said) < 5 {
		t.Errorf("%+v", file)
	}
	if others := regexp.MustCompile(`"Li"|#1003`).FindString(string(written)); others != "" {
		t.Errorf("it names %s", others)
	}
}
