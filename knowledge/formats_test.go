package knowledge

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf "golang.org/x/text/encoding/unicode"
)

// document makes a Word document of its parts.
func document(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// run is a stretch of text in Word's markup, para a paragraph of what stands in it.
func run(text string) string    { return "<w:r><w:t>" + text + "</w:t></w:r>" }
func para(inside string) string { return "<w:p>" + inside + "</w:p>" }
func styled(id, inside string) string {
	return para(`<w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + inside)
}
func box(inside string) string { return "<w:txbxContent>" + inside + "</w:txbxContent>" }
func either(choice, other string) string {
	return "<w:r><mc:AlternateContent><mc:Choice>" + choice + "</mc:Choice><mc:Fallback>" + other + "</mc:Fallback></mc:AlternateContent></w:r>"
}

// TestWhatWordShowsIsReadOnce: text boxes, changes that are tracked, what is hidden and how words are pronounced.
func TestWhatWordShowsIsReadOnce(t *testing.T) {
	t.Parallel()
	foot := `<w:footnotes><w:footnote w:type="separator" w:id="-1">` + para("<w:r><w:separator/></w:r>") + `</w:footnote><w:footnote w:id="1">` + para("<w:r><w:footnoteRef/></w:r>"+run(" 大件另算。")) + para(run("按月。")) + `</w:footnote></w:footnotes>`
	end := `<w:endnotes><w:endnote w:id="1">` + para(run("见十月例会。")) + `</w:endnote></w:endnotes>`
	hidden := func(text string) string { return "<w:r><w:rPr><w:vanish/></w:rPr><w:t>" + text + "</w:t></w:r>" }
	for name, c := range map[string]struct{ body, want string }{
		"a box within words":                 {para(run("陈姐：先称重，") + either(box(para(run("图一"))), box(para(run("图一")))) + run("再报价。")), "陈姐：先称重，再报价。\n图一\n"},
		"a box in a heading":                 {styled("Heading2", run("退货")+either(box(para(run("内部"))), box(para(run("内部"))))) + para(run("七天内。")), "## 退货\n内部\n七天内。\n"},
		"an old box":                         {para("<w:r><w:pict>" + box(para(run("一"))+para(run("二"))) + "</w:pict></w:r>" + run("三")), "三\n一\n二\n"},
		"a picture, else words":              {para(either("<w:drawing/>", "<w:pict>"+box(para(run("海报")))+"</w:pict>")), "海报\n"},
		"a box in a box":                     {para(run("外") + "<w:r>" + box(para(run("中")+"<w:r>"+box(para(run("内")))+"</w:r>")) + "</w:r>"), "外\n中\n内\n"},
		"moved":                              {para("<w:moveFrom>"+run("押金五十")+"</w:moveFrom>") + para(run("先说别的")) + para("<w:moveTo>"+run("押金五十")+"</w:moveTo>"), "先说别的\n押金五十\n"},
		"deleted and inserted":               {para("<w:del><w:r><w:delText>三元</w:delText></w:r></w:del><w:ins>" + run("四元") + "</w:ins>"), "四元\n"},
		"hidden":                             {para(run("八元") + hidden("进价三元") + run("一只")), "八元一只\n"},
		"hidden no more":                     {para(`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r>`), "看得见\n"},
		"a hidden mark":                      {para("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("看得见")), "看得见\n"},
		"hidden by its style":                {styled("Secret", run("进价三元")) + para(`<w:r><w:rPr><w:rStyle w:val="SecretWords"/></w:rPr><w:t>底价</w:t></w:r>`+run("八元")), "八元\n"},
		"hidden by the style it is based on": {styled("Secret2", run("进价三元")) + styled("Open", run("八元")), "八元\n"},
		"notes at the foot and the end":      {para(run("押金五百")+`<w:r><w:footnoteReference w:id="1"/></w:r>`+run("，月底退。")+`<w:r><w:endnoteReference w:id="1"/></w:r>`) + para(run("完")+`<w:r><w:footnoteReference w:id="1"/></w:r>`), "押金五百，月底退。\n大件另算。\n按月。\n见十月例会。\n完\n"},
		"pronounced":                         {para("<w:r><w:ruby><w:rt>" + run("pú") + "</w:rt><w:rubyBase>" + run("濮") + "</w:rubyBase></w:ruby></w:r>" + run("院")), "濮院\n"},
		"what it looked like":                {para(`<w:pPr><w:pStyle w:val="Normal"/><w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr>` + run("正文")), "正文\n"},
		"a level in the outline":             {para(`<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`+run("小标题")) + para(`<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`+run("正文")), "## 小标题\n正文\n"},
		"tabs of a paragraph":                {para("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("一") + "<w:r><w:tab/></w:r>" + run("二")), "一 二\n"},
	} {
		styles := `<w:styles><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="SecretWords"><w:rPr><w:vanish/></w:rPr></w:style>` +
			`<w:style w:styleId="Secret2"><w:basedOn w:val="Secret"/></w:style><w:style w:styleId="Open"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>`
		n, err := readNote(t.Context(), "a.docx", document(t, map[string]string{"word/document.xml": "<w:document><w:body>" + c.body + "</w:body></w:document>", "word/styles.xml": styles, "word/footnotes.xml": foot, "word/endnotes.xml": end}))
		if diff := cmp.Diff(c.want, show(n.blocks)); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// TestStylesAreKnownByTheirNames: programs number them as they like.
func TestStylesAreKnownByTheirNames(t *testing.T) {
	t.Parallel()
	style := func(id, inside string) string { return `<w:style w:styleId="` + id + `">` + inside + "</w:style>" }
	styles := "<w:styles>" + style("1", `<w:name w:val="Normal"/>`) + style("2", `<w:name w:val="heading 1"/>`) + style("3", `<w:name w:val="标题 2"/><w:basedOn w:val="1"/>`) +
		style("4", `<w:name w:val="Own"/><w:basedOn w:val="2"/>`) + style("5", `<w:name w:val="Body"/><w:basedOn w:val="1"/>`) + style("6", `<w:name w:val="Six"/><w:basedOn w:val="6"/>`) +
		style("a", `<w:name w:val="Big"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>`) + style("b", `<w:name w:val="heading 9"/>`) + "</w:styles>"
	var body, want strings.Builder
	for id, level := range map[string]int{"1": 0, "2": 1, "3": 2, "4": 1, "5": 0, "6": 0, "a": 3, "b": 0} {
		body.Reset()
		want.Reset()
		body.WriteString(styled(id, run("词"+id)))
		fmt.Fprintf(&want, "%s词%s\n", map[bool]string{true: strings.Repeat("#", level) + " "}[level > 0], id)
		for _, main := range []string{"word/document.xml", "word/document2.xml", "doc/main.xml"} {
			folder := main[:strings.LastIndex(main, "/")+1]
			n, err := readNote(t.Context(), "a.docx", document(t, map[string]string{
				"_rels/.rels": `<Relationships><Relationship Type="http://x/officeDocument" Target="` + main + `"/></Relationships>`,
				main:          "<w:document><w:body>" + body.String() + "</w:body></w:document>", folder + "styles.xml": styles}))
			if err != nil || show(n.blocks) != want.String() {
				t.Errorf("%s in %s: %s%v", id, main, show(n.blocks), err)
			}
		}
	}
}

// TestPagesAndTextsInEveryEncoding: named, named late or wrongly, or not at all.
func TestPagesAndTextsInEveryEncoding(t *testing.T) {
	t.Parallel()
	late := "<style>" + strings.Repeat("a{color:red}", 200) + "</style>"
	for name, c := range map[string]struct {
		in    encoding.Encoding
		label string
		words string
	}{
		"GBK": {simplifiedchinese.GBK, "gbk", "退货的运费由买家出，七天之内。"}, "Big5": {traditionalchinese.Big5, "big5", "退貨的運費由買家出，七天之內。"},
		"UTF-8": {encoding.Nop, "utf-8", "退货的运费由买家出，七天之内。"},
	} {
		for head, page := range map[string]string{
			"named": `<meta charset="` + c.label + `">`, "named late": late + `<meta charset="` + c.label + `">`, "not named": late,
			"named as of old": `<meta http-equiv="Content-Type" content="text/html; charset=` + c.label + `">`, "named wrongly": "<meta charset=iso-8859-1>", "named as nothing": "<meta charset=x-none>",
		} {
			data, err := c.in.NewEncoder().String("<html><head>" + page + "</head><body><p>" + c.words + "</p></body></html>")
			if err != nil {
				t.Fatal(err)
			}
			if n, err := readNote(t.Context(), "a.html", []byte(data)); err != nil || show(n.blocks) != c.words+"\n" {
				t.Errorf("a page in %s, %s: %s%v", name, head, show(n.blocks), err)
			}
		}
		for _, in := range []encoding.Encoding{c.in, utf.UTF16(utf.LittleEndian, utf.UseBOM), utf.UTF16(utf.BigEndian, utf.IgnoreBOM)} {
			data, err := in.NewEncoder().String("陈姐：" + strings.NewReplacer("陈", "陳").Replace(c.words) + "\n")
			if name == "Big5" {
				data, err = in.NewEncoder().String("陳姐：" + c.words + "\n")
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"a.txt", "a.md"} {
				if n, err := readNote(t.Context(), file, []byte(data)); err != nil || !strings.HasSuffix(show(n.blocks), c.words+"\n") {
					t.Errorf("%s in %s: %s%v", file, name, show(n.blocks), err)
				}
			}
		}
	}
	western, err := charmap.Windows1252.NewEncoder().String("<p>Le café coûte trois euros à Besançon</p>")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := readNote(t.Context(), "a.html", []byte(western)); err == nil {
		t.Errorf("an encoding that nobody can tell is read: %s", show(n.blocks))
	}
	if n, err := readNote(t.Context(), "a.html", []byte("<meta charset=windows-1252>"+western)); err != nil || show(n.blocks) != "Le café coûte trois euros à Besançon\n" {
		t.Errorf("a Western page: %s%v", show(n.blocks), err)
	}
	for page, want := range map[string]string{
		`<style>.x{display:none}</style><p>看得见</p><p style="color:red; display : none">进价</p><div style="visibility:hidden"><p>底价</p></div><p class=x>成本</p><p style="display:block;opacity:0.9">也看得见</p>`: "看得见\n也看得见\n",
		`<p>八元<b style="display:none">进价<b>三元</b></b><i class=y>一只</i></p><p hidden>底价</p><dialog>关着</dialog><del>七元</del>`:                                                                                "八元一只\n",
		`<form><p>在表单里。</p><input value=1><button>提交</button></form><form><label>搜索</label></form>`:                                                                                                        "在表单里。\n",
	} {
		if n, err := readNote(t.Context(), "a.html", []byte(page)); err != nil || show(n.blocks) != want {
			t.Errorf("what is shown of %s: %s%v", page, show(n.blocks), err)
		}
	}
}
