package catalogue

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unique"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/text"
)

// Named is what is known of an item by its name alone.
type Named struct {
	Item   ItemID // 0: items of several distributors have this SKU
	SKU    string // as the catalogue spells it
	Unit   string // of several items, the first one's
	Carton int    // pieces in a carton; 0: has none, or several items differ in it
}

// Names are the names of all items at one moment, kept in memory: what is asked of them costs no statement, and the words
// asked about go nowhere. They never change and are safe for concurrent use.
type Names struct {
	version    int64
	words      *vocabulary
	items      []Named          // by id
	skus       map[string]int32 // the first item of each SKU, by its key
	next       []int32          // for each item the next with its SKU, or none
	titles     titleIndex
	categories map[string]string // by what they compare by
	// distributors are their names.
	distributors []string
}

// none stands where a list of items ends.
const none = -1

// namesCache keeps the names of one catalogue until they change, in this process or another.
type namesCache struct {
	kept    atomic.Pointer[Names]
	reading chan struct{} // held by the one who reads new names; others may stop waiting for it
}

// readVersion asks which names are true now.
const readVersion = `SELECT version FROM catalogue_version`

// Names gives the names of the items as they are now; asking costs one small statement, and reading all anew only after
// they changed. Whoever has older names may go on with them meanwhile.
func (c *Catalogue) Names(ctx context.Context) (*Names, error) {
	var version int64
	if err := c.pool.QueryRow(ctx, readVersion).Scan(&version); err != nil {
		return nil, fmt.Errorf("read the catalogue's version: %w", err)
	}
	if kept := c.names.kept.Load(); kept != nil && kept.version >= version {
		return kept, nil
	}
	select {
	case c.names.reading <- struct{}{}:
		defer func() { <-c.names.reading }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the catalogue's names: %w", ctx.Err())
	}
	if kept := c.names.kept.Load(); kept != nil && kept.version >= version {
		return kept, nil
	}
	n, err := c.readNames(ctx, version)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue's names: %w", err)
	}
	c.names.kept.Store(n)
	return n, nil
}

// readNames reads all names. The version was read before them: if they have changed since, they are read again soon.
func (c *Catalogue) readNames(ctx context.Context, version int64) (*Names, error) {
	categories, err := c.Categories(ctx)
	if err != nil {
		return nil, err
	}
	distributors, err := c.Distributors(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.pool.Query(ctx, `SELECT id, sku, sku_key, unit, carton, title_en, title_zh, category, description_en, description_zh
		FROM items ORDER BY id`)
	if err != nil {
		return nil, err
	}
	n := newNames(version, categories)
	n.distributors = distributors
	var one Named
	var skuKey string
	var i Item // without its SKU, which is no word
	_, err = pgx.ForEachRow(rows, []any{&one.Item, &one.SKU, &skuKey, &one.Unit, &one.Carton,
		&i.TitleEN, &i.TitleZH, &i.Category, &i.DescriptionEN, &i.DescriptionZH}, func() error {
		n.add(one, skuKey, i)
		return nil
	})
	if err != nil {
		return nil, err
	}
	n.words.index()
	n.titles.index()
	return n, nil
}

func newNames(version int64, categories []string) *Names {
	n := &Names{version: version, words: newVocabulary(), skus: map[string]int32{}, titles: newTitleIndex(), categories: map[string]string{}}
	for _, category := range categories {
		if compared := singular(category); n.categories[compared] == "" {
			n.categories[compared] = category // the largest, if several compare alike
		}
	}
	return n
}

// add takes in the next item, by id.
func (n *Names) add(one Named, skuKey string, i Item) {
	at := int32(len(n.items))
	one.Unit = unique.Make(one.Unit).Value() // there are few, and each item read its own copy
	if skuKey == one.SKU {
		skuKey = one.SKU
	}
	n.items, n.next = append(n.items, one), append(n.next, none)
	if last, there := n.skus[skuKey]; there {
		for n.next[last] != none {
			last = n.next[last]
		}
		n.next[last] = at
	} else {
		n.skus[skuKey] = at
	}
	terms := termsOf(i)
	n.words.add(i, terms)
	n.titles.add(terms, i.TitleEN, i.TitleZH)
}

// SKU gives the catalogue's spelling of a SKU as [Catalogue.BySKU] finds it, with what all the items that have it share.
func (n *Names) SKU(s string) (Named, bool) {
	found := n.having(keys(s))
	if len(found) == 0 {
		return Named{}, false
	}
	one := found[0]
	for _, other := range found[1:] {
		one.Item = 0
		if other.Carton != one.Carton {
			one.Carton = 0
		}
	}
	return one, true
}

// having gives the items that have one of the SKUs, each once, by id.
func (n *Names) having(skuKeys []string) (found []Named) {
	seen := make(map[string]bool, len(skuKeys))
	for _, key := range skuKeys {
		first, there := n.skus[key]
		if !there || seen[key] {
			continue
		}
		seen[key] = true
		for at := first; at != none; at = n.next[at] {
			found = append(found, n.items[at])
		}
	}
	slices.SortFunc(found, func(a, b Named) int { return cmp.Compare(a.Item, b.Item) })
	return found
}

// Item gives the item that words mean beyond doubt, as [Catalogue.Match] is certain of it: no other has the SKU that they
// name, or this very title, or a title with all of the words, or one that
// calls the goods so while the others only mean the same. What is taken for a typo or for pinyin is never certain.
// It knows no stock, though: where one of two such items is sold out, Match is certain of the other; and it doubts a sold-out
// one that others, which can be had, come before.
func (n *Names) Item(words string) (Named, bool) {
	words = searched(words)
	for _, named := range [][]Named{n.having(keys(words)), n.having(codesIn(words))} {
		if len(named) > 0 {
			return named[0], len(named) == 1
		}
	}
	if at, ok := n.titles.entitled(words); ok {
		return n.items[at], true
	}
	read := n.words.read(words)
	if read.corrected {
		return Named{}, false
	}
	if at, ok := n.titles.only(read.concepts); ok {
		return n.items[at], true
	}
	if at, ok := n.titles.calling(words); ok {
		return n.items[at], true
	}
	if at, ok := n.titles.calling(unnumbered(words)); ok && n.titles.has(at, read.concepts) { // 20 black bobby pins
		return n.items[at], true
	}
	return Named{}, false
}

// Described gives the item that goods are called by a name and told of by other words, as people tell of them: the only one whose title has
// the name, all of must, and of told what any title with the name has. The words of told that no such title has tell nothing of these
// goods, nor does a word of a name of more than two that no goods of this kind have, which its last word says. Slips of the pen are mended.
// ok is false where there is no such item, or more than one.
func (n *Names) Described(name string, must, told []string) (one Named, ok bool) {
	called := n.words.read(searched(name)).concepts
	last := len(called) - 1
	if last < 0 || len(n.titles.known(called[last])) == 0 {
		return Named{}, false
	}
	kind := n.titles.some(called[last:])
	if strange := slices.IndexFunc(called, func(c concept) bool { return !n.titles.anyHas(kind, c) }); strange >= 0 && last > 1 {
		called = slices.Delete(called, strange, strange+1)
	}
	goods := n.titles.some(called)
	for _, words := range must {
		called = append(called, n.words.read(searched(words)).concepts...)
	}
	for _, words := range told {
		for _, c := range n.words.read(searched(words)).concepts {
			if n.titles.anyHas(goods, c) {
				called = append(called, c)
			}
		}
	}
	at, ok := n.titles.only(called)
	if !ok {
		return Named{}, false
	}
	return n.items[at], true
}

// Goods says that words are those of goods: some item's title has them all.
func (n *Names) Goods(words string) bool {
	read := n.words.read(searched(words))
	for range n.titles.every(read.concepts) {
		return !read.corrected
	}
	return false
}

// searched is what of a text is searched for.
func searched(words string) string { return strings.TrimSpace(text.Clean(words)) }

// Category gives the catalogue's spelling of a category, plural and case aside.
func (n *Names) Category(words string) (string, bool) {
	category, ok := n.categories[singular(words)]
	return category, ok
}

// Distributor gives the name of the only distributor that a sentence names, by all of its name or a word of it.
func (n *Names) Distributor(sentence string) (name string, ok bool) {
	for _, d := range n.distributors {
		if slices.ContainsFunc(text.NameForms(d), func(form string) bool { return text.HoldsName(sentence, form) }) {
			if ok {
				return "", false
			}
			name, ok = d, true
		}
	}
	return name, ok
}

// singular is what categories compare by.
func singular(category string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(category)), "s")
}
