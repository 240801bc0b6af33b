package catalogue

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
)

// search is a query on its way: what is to be asked for, and what the database has answered so far.
type search struct {
	Query
	words                 string   // that are searched for
	bySKU, byText, byCode []ItemID // whose SKU the query gives, is the whole text, or stands within it
	read                  reader   // the words, taken apart
	kind                  string
	unwanted              string // the tsquery of titles that are left out

	named  []match   // of those with a SKU that was named, the ones within the limits
	whole  []match   // that have every word; without words, all items
	some   []match   // that have some of the words
	vector []float32 // what the words mean; none: not known in time
	alike  []match   // that mean something like it
}

func newSearch(names *Names, q Query) *search {
	s := &search{Query: q, words: searched(q.Text + " " + q.SKU)}
	if q.SKU != "" {
		s.bySKU = ids(names.having(keys(q.SKU)))
	}
	not := names.words.read(searched(q.Not))
	s.unwanted = allOf(not.concepts)
	switch {
	case s.words != "":
		s.byText = ids(names.having(keys(s.words)))
		s.byCode = ids(names.having(codesIn(s.words)))
		s.read = names.words.read(s.words)
	case len(not.concepts) > 1: // the last words of them name the goods
		s.words, s.read = q.Not, not
		s.read.concepts = not.concepts[len(not.concepts)-1:]
	default:
		return s
	}
	s.kind = s.read.ofKind()
	return s
}

func ids(items []Named) []ItemID {
	all := make([]ItemID, len(items))
	for n, i := range items {
		all[n] = i.Item
	}
	return all
}

// askWords asks for the items that are named, and for those that have every word.
func (s *search) askWords(b *pgx.Batch) {
	s.askNamed(b)
	switch {
	case s.words == "":
		s.askAll(b)
	case !s.limited() && len(s.bySKU)+len(s.byText) > 0: // these are there, and the words do not matter
	default:
		s.askLexical(b, allOf(s.read.concepts), &s.whole)
	}
}

// enough says that nothing more need be asked.
func (s *search) enough() bool {
	return s.words == "" || len(s.exactly()) > 0 || len(s.whole) >= cmp.Or(max(s.Limit, 0), defaultLimit)
}

// exactly gives the items with the SKU that the query gives or, if there are none, that its whole text is.
func (s *search) exactly() []match {
	if given := s.namedAmong(s.bySKU); len(given) > 0 {
		return given
	}
	return s.namedAmong(s.byText)
}

func (s *search) namedAmong(ids []ItemID) (found []match) {
	for _, m := range s.named {
		if slices.Contains(ids, m.id) {
			found = append(found, m)
		}
	}
	return found
}

// answer is the page that the query asks for, still without its items.
func (s *search) answer() answer {
	found, near := s.found()
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(first(a.exact, b.exact), first(a.there, b.there), s.byPrice(a, b), cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	limit := min(cmp.Or(max(s.Limit, 0), defaultLimit), maxLimit)
	offset := min(max(s.Offset, 0), len(found))
	return answer{
		Result:    Result{Near: near, Total: min(len(found), maxMatches)},
		page:      found[offset:min(offset+limit, len(found))],
		corrected: s.read.corrected,
	}
}

// byPrice compares two matches by what they cost, where the query wants them in that order.
func (s *search) byPrice(a, b match) int {
	switch s.Order {
	case Cheapest:
		return cmp.Compare(a.price, b.price)
	case Dearest:
		return cmp.Compare(b.price, a.price)
	}
	return 0
}

// comparable gives of matches those that are of the kind searched for, and of these those with every word: next to them
// something else would only be cheaper.
func comparable(found []match) []match {
	for _, better := range []func(match) bool{func(m match) bool { return m.kind }, full} {
		if some := slices.DeleteFunc(slices.Clone(found), func(m match) bool { return !better(m) }); len(some) > 0 {
			found = some
		}
	}
	return found
}

// found gives every match, in no order; near says that none is good and these are the nearest.
func (s *search) found() (found []match, near bool) {
	if exactly := s.exactly(); len(exactly) > 0 {
		return exactly, false
	}
	found, near = s.byWords()
	if s.Order != Best {
		found = comparable(found)
	}
	named := s.namedAmong(s.byCode)
	return join(named, found), near && len(named) == 0
}

// byWords gives what the words find and, where those are not enough, the meaning.
func (s *search) byWords() (found []match, near bool) {
	if s.enough() {
		return s.whole, false
	}
	some := join(s.whole, s.some)
	alike := make(map[ItemID]match, len(s.alike))
	for _, m := range s.alike {
		alike[m.id] = m
	}
	for n, m := range some {
		some[n].score += meaning * alike[m.id].score
	}
	if good := slices.DeleteFunc(slices.Clone(some), func(m match) bool { return m.worth() < matches }); len(good) > 0 {
		best := slices.MaxFunc(good, func(a, b match) int { return cmp.Compare(a.score, b.score) })
		return good, !best.kind
	}
	some = slices.DeleteFunc(some, func(m match) bool { return m.coverage < nearWord && alike[m.id].score < nearMean })
	return join(some, nearest(s.alike)), true
}

// nearest gives what is alike enough to be shown where nothing matches.
func nearest(alike []match) []match {
	var near []match
	for _, m := range alike {
		if m.score >= nearMean {
			m.score *= meaning
			near = append(near, m)
		}
	}
	return near
}

// begin asks for the items that are named in queries, and for those that have every word. The names in memory are taken to
// be true, and whether they are is asked along with the rest, which saves a round trip.
func (c *Catalogue) begin(ctx context.Context, queries []Query) (searches []*search, err error) {
	for names := c.names.kept.Load(); ; names = nil {
		if names == nil {
			if names, err = c.Names(ctx); err != nil {
				return nil, err
			}
		}
		var b pgx.Batch
		var version int64
		b.Queue(readVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
		searches = make([]*search, len(queries))
		for n, q := range queries {
			searches[n] = newSearch(names, q)
			searches[n].askWords(&b)
		}
		if err := c.pool.SendBatch(ctx, &b).Close(); err != nil || version <= names.version {
			return searches, err
		}
	}
}

// goOn asks for the items that have some of the words, or mean something like them.
func (c *Catalogue) goOn(ctx context.Context, searches []*search) error {
	if err := c.mean(ctx, searches); err != nil {
		return err
	}
	var b pgx.Batch
	for _, s := range searches {
		s.askLexical(&b, anyOf(s.read.concepts), &s.some)
		s.askAlike(&b, c.model())
	}
	if b.Len() == 0 {
		return nil
	}
	return c.pool.SendBatch(ctx, &b).Close()
}

// embeddedAtOnce is how many searches a remote embedder is asked about at the same time.
const embeddedAtOnce = 8

// mean finds out what searches mean. Without an embedder that answers in time they mean nothing: the search by words goes
// on alone.
func (c *Catalogue) mean(ctx context.Context, searches []*search) error {
	patience, cancel := context.WithTimeout(ctx, meaningPatience)
	defer cancel()
	var group errgroup.Group
	group.SetLimit(embeddedAtOnce)
	for _, s := range searches {
		group.Go(func() error {
			if vector, err := c.embedder.EmbedQuery(patience, s.words); err == nil {
				s.vector = vector
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}
