package e2e

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"oldhand/bot/botapi"
	"oldhand/cmd/oldhand/app"
	"oldhand/sample"
)

var update = flag.Bool("update", false, "take the pictures in docs again")

// maxPicture keeps the README quick to load, in bytes.
const maxPicture = 150 << 10

// TestScreenshots walks through the sample village on the chat page, as a phone shows it, and stops where docs/*.png was
// taken: what the pictures show is still what people see. With -update it takes them again.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	p := openPhone(t, serveCopy(t, "sample", fillSampleVillage, func(ctx context.Context, v *app.Services) ([]botapi.Persona, error) {
		return v.Personas(ctx)
	}))
	p.newcomer()
	p.sellerInChinese()
	p.sellerInEnglish()
	p.distributor()
	p.oldHand()
}

// newcomer comes in by the invitation that the sample village holds ready.
func (p *phone) newcomer() {
	p.be("小林", "zh")
	p.tap("开始")
	p.sees("欢迎，小林", "你现在是卖家", "红色发夹 2块以下")
	p.say("帮助")
	p.sees("平时怎么说就怎么写", "退货的快递费谁出？")
}

// sellerInChinese looks for goods, orders, quotes, and asks what the notes only come near to.
func (p *phone) sellerInChinese() {
	p.be("阿梅", "zh")
	p.tap("开始")
	p.sees("阿梅，你好")
	p.say("有没有红色发夹，2块以下")
	p.sees("“红色发夹”，2.00元以内", "A1023 · 凝光发饰", "1.20元，50起1.05，200起0.90", "点数字看详情")
	p.picture("find.zh", "light")
	p.tap("下一页")
	p.sees("30款里的6–10")
	p.tap("6")
	p.sees("拿多少？点一下，或者直接写数字。")
	p.say("A1023来20个，A1041要5个，明早9点拿")
	p.sees("20个 × 1.20 = 24.00元", "5个 × 1.80 = 9.00元", "合计 33.00元", "明天 09:00")
	p.say("A1023改成60个")
	p.sees("60个 × 1.05 = 63.00元", "合计 72.00元")
	p.tap("确认下单")
	p.sees("#1001 · 72.00元 · 明天 09:00拿货")
	p.say("寄一个800克到深圳，30x20x10")
	p.sees("800克 寄到广东省深圳市", "1. 极兔", "1公斤以内")
	p.picture("quote.zh", "dark")
	p.say("我的订单")
	p.sees("#1001 · 72.00元 · 明天 09:00")
	p.say("火星上能不能开网店？")
	p.sees("笔记里没正好讲到这个，最接近的是", "我帮你问老手")
	p.tap("问问老手")
	p.sees("转给2位老手了")
}

// sellerInEnglish does much the same in the other language.
func (p *phone) sellerInEnglish() {
	p.be("山姆", "en")
	p.tap("Start")
	p.say("24 pink mugs C3006 and 10 A1023, tomorrow 9am")
	p.sees("24 pcs × 5.10 = 122.40", "10 pcs × 1.20 = 12.00", "Total ¥134.40", "Nothing is ordered until you tap Confirm.")
	p.picture("order.en", "light")
	p.tap("Confirm")
	p.sees("Ordered, ¥134.40 in all", "#1002", "#1003")
	p.say("orders")
	p.sees("Your open orders: 2, ¥134.40")
	p.say("how do I get my first order?")
	p.sees("— ", "first order", "Ask an old hand")
	p.picture("ask.en", "dark")
	p.say("remind me at 7:30")
	p.sees("I'll remind you at 07:30")
}

// distributor has been told of the orders, and sets the stock.
func (p *phone) distributor() {
	p.be("宁姐", "zh")
	p.sees("阿梅 下单了", "60个 A1023", "Sam 下单了", "10个 A1023")
	p.say("A1023 库存500")
	p.tap("确定改")
	p.sees("架上500个")
}

// oldHand answers what was passed on, and the seller gets the answer.
func (p *phone) oldHand() {
	p.be("老王", "zh")
	p.sees("阿梅 问：", "火星上能不能开网店？")
	p.tap("我来答")
	p.sees("写下你的回答")
	p.say("火星上没有快递，先把地球的店开好。")
	p.tap("发出去")
	p.sees("发给阿梅了")
	p.be("阿梅", "zh")
	p.sees("老王 回答了你的问题", "先把地球的店开好")
}

// fillSampleVillage brings the sample village and its people into a database, as whoever tries oldhand does.
func fillSampleVillage(ctx context.Context, c app.Config, url string) error {
	counts, err := answer(ctx, []string{"OLDHAND_DATABASE_URL=" + url, "OLDHAND_VILLAGE=" + c.Village}, "import", "sample", "--json")
	if err == nil && !strings.Contains(counts, `"rejected":0`) {
		err = fmt.Errorf("the sample village: %s", counts)
	}
	return err
}

// phone is the chat page in a real browser, on the screen of a phone.
type phone struct {
	*testing.T
	served
	ctx context.Context
}

func openPhone(t *testing.T, s served) *phone {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("lang", "en"), chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("host-resolver-rules", "MAP *.example.com 127.0.0.1"))
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	p := &phone{t, s, ctx}
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulatePortrait))
	return p
}

func (p *phone) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.lost(err)
	}
}

// lost ends the test and says what is on the page.
func (p *phone) lost(err error) {
	p.Helper()
	text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.body.innerText"))
	p.Fatalf("%v; on the page:\n%s", err, text)
}

// again does steps that can be repeated, and repeats them when the page was just being replaced by another.
func (p *phone) again(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	for {
		err := chromedp.Do(p.ctx, steps...)
		if err == nil {
			return
		}
		replaced := strings.Contains(err.Error(), "Cannot find context") || strings.Contains(err.Error(), "Inspected target navigated")
		if p.ctx.Err() != nil || !replaced {
			p.lost(err)
		}
	}
}

// until waits until a condition holds on the page.
func (p *phone) until(condition string) {
	p.Helper()
	p.again(chromedp.Poll[chromedp.Void](condition, chromedp.WithPollingMutation(), chromedp.WithPollingTimeout(patient)))
}

// be opens the chat of somebody of the village, with the page in a language.
func (p *phone) be(name, lang string) {
	p.Helper()
	for _, person := range sample.People() {
		if person.NameZH == name {
			p.again(chromedp.Navigate(fmt.Sprintf("%s?as=%d", p.page, person.UserID)),
				chromedp.Evaluate[chromedp.Void](fmt.Sprintf("localStorage.setItem('lang', %q)", lang)), chromedp.Reload())
			p.until("document.getElementById('botName').textContent && document.querySelector('.row, .empty')")
			return
		}
	}
	p.Fatalf("no %s in the village", name)
}

// sees waits until the chat's latest exchange, from the person's last message on, shows all texts.
func (p *phone) sees(texts ...string) {
	p.Helper()
	for _, text := range texts {
		p.until(fmt.Sprintf(`(() => {
			const rows = [...document.querySelectorAll(".row")];
			return rows.slice(Math.max(0, rows.findLastIndex((r) => r.matches(".mine")))).some((r) => r.innerText.includes(%q));
		})()`, text))
	}
}

func (p *phone) say(text string) {
	p.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), text+"\r"))
	p.until("document.getElementById('text').value === '' && [...document.querySelectorAll('.row.mine[id]')].at(-1)?.innerText.includes(" + fmt.Sprintf("%q", text) + ")")
}

// tap presses the newest button whose label holds a text, once it is there.
func (p *phone) tap(label string) {
	p.Helper()
	found := fmt.Sprintf("[...document.querySelectorAll('.key, #start')].filter((b) => b.checkVisibility() && b.textContent.includes(%q)).at(-1)", label)
	p.until(found)
	p.do(chromedp.Evaluate[chromedp.Void](found + ".click()"))
}

// picture fails when the page is wider than the phone or docs lacks the picture; with -update it takes it. The newest
// answer is shown from its beginning.
func (p *phone) picture(name, scheme string) {
	p.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}); err != nil {
		p.Fatal(err)
	}
	p.until("[...document.images].every((i) => i.complete) && !document.querySelector('#toast.on')")
	p.do(chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"))
	p.do(chromedp.Evaluate[chromedp.Void]("[...document.querySelectorAll('.row.mine')].at(-1).scrollIntoView({block: 'start'})"))
	width, err := chromedp.Run(p.ctx, chromedp.Evaluate[int]("Math.max(document.documentElement.scrollWidth, document.getElementById('log').scrollWidth)"))
	if err != nil || width > 390 {
		p.Errorf("%s: %d pixels wide, %v", name, width, err)
	}
	file := filepath.Join("..", "docs", name+".png")
	if *update {
		shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(file, shot, 0o644)
		}
		if err != nil {
			p.Fatal(err)
		}
	}
	p.checkPicture(file)
}

// checkPicture fails unless the file is a picture of a phone, small enough, that the README shows.
func (p *phone) checkPicture(file string) {
	p.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		p.Fatalf("%v: make screenshots takes it", err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width*844 != size.Height*390 || len(data) > maxPicture {
		p.Errorf("%s: %dx%d, %d bytes, %v", file, size.Width, size.Height, len(data), err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil || !bytes.Contains(readme, []byte("docs/"+filepath.Base(file))) {
		p.Errorf("the README does not show %s (%v)", file, err)
	}
}
