package meaning

import (
	"testing"

	"oldhand/integrations/measure"
)

// Whoever says but that somebody paid so much need not be read: a seller names a distributor, its person a seller, or the statement
// on the screen says who it is.
func TestPaymentsSaidPlainly(t *testing.T) {
	t.Parallel()
	to := func(distributor, words, on string) Payment {
		return Payment{Amount: Said(measure.Fen(46000)), Distributor: saidIf(distributor), On: saidIf(on), Words: Said(words)}
	}
	by := func(person, words, on string) Payment {
		return Payment{Amount: Said(measure.Fen(46000)), Person: saidIf(person), On: saidIf(on), Words: Said(words)}
	}
	seller := map[string][]Command{}
	for words, on := range map[string]string{
		"I paid Meiya 460": "", "paid meiya 460 yuan yesterday": "2026-11-22", "just transferred ¥460 to Meiya": "", "gave Meiya 460 cash": "", "paid Meiya 460.00 on Nov 1": "2026-11-01",
	} {
		seller[words] = is(to("meiya", words, on))
	}
	for _, words := range []string{"刚转给红福四百六，麻烦记一下", "给红福付了460块", "还了红福460", "红福那边付了四百六十块"} {
		seller[words] = is(to("红福", words, ""))
	}
	means(t, Context{Role: "seller"}, seller)
	distributor := map[string][]Command{}
	for words, person := range map[string]string{
		"Mei paid 460": "Mei", "Xiao Lin has just paid 460 yuan": "Xiao Lin", "got 460 from Tom": "Tom", "收到小林转来的460元": "小林", "阿梅付了四百六": "阿梅", "王姐那460块清了": "王姐",
	} {
		distributor[words] = is(by(person, words, ""))
	}
	distributor["Mei paid 460 today"] = is(by("Mei", "Mei paid 460 today", "2026-11-23"))
	means(t, Context{Role: "distributor"}, distributor)
	shown := Focus{Statement: &Account{To: "2026-11-23", Distributor: "Meiya"}}
	means(t, Context{Role: "seller", Focus: shown}, map[string][]Command{
		"paid 460": is(Payment{Amount: Said(measure.Fen(46000)), Distributor: Carried("Meiya"), Words: Said("paid 460")}),
		"刚转给她四百六":  is(Payment{Amount: Said(measure.Fen(46000)), Distributor: Carried("Meiya"), Words: Said("刚转给她四百六")}),
	})
	for role, texts := range map[string][]string{
		"seller": {
			"paid 460", "how much have I paid Meiya, 460?", "I still owe Meiya 460", "paid Meiya 460 for the clips", "gave Meiya 20 A1023", "sent Meiya 20 clips", "客户付了红福460",
			"要付红福460", "红福的发夹给我来20个", "paid Meiya 460 and 200", "paid Meiya", "paid Meiya 460\nA1023 20",
		},
		"distributor": {"buyer paid 460", "I paid 460", "A1023 got 460", "he paid 460", "小林付了快递费20", "小林还欠460", "小林付了460吗"},
	} {
		for _, text := range texts {
			for _, c := range Read(text, Context{Role: role, Now: monday}, village{}).Commands {
				if p, ok := c.(Payment); ok {
					t.Errorf("%s: %q is %+v", role, text, p)
				}
			}
		}
	}
}

// What stood on the screen is told without the names in it.
func TestAStatementOnTheScreenNamesNobody(t *testing.T) {
	t.Parallel()
	for want, a := range map[string]Account{
		"statement shown: 2026-11-01 to 2026-11-23": {From: "2026-11-01", To: "2026-11-23"}, "statement shown: to 2026-11-23, one seller": {To: "2026-11-23", Person: "Li"},
		"statement shown: 2026-11-01 to 2026-11-23, one distributor": {From: "2026-11-01", To: "2026-11-23", Distributor: "Meiya"},
	} {
		f := Focus{Statement: &a}
		if got := f.Screen(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A few words that are nothing but the name of a statement, or of a file, are known without a reader.
func TestStatementsByName(t *testing.T) {
	t.Parallel()
	means(t, Context{Role: "seller"}, map[string][]Command{
		"statement": is(Statement{Words: Said("statement")}), "my statement please": is(Statement{Words: Said("my statement")}), "对账": is(Statement{Words: Said("对账")}),
		"我的账单": is(Statement{Words: Said("我的账单")}), "對帳單": is(Statement{Words: Said("對帳單")}),
		"Meiya's statement": is(Statement{Distributor: Said("Meiya"), Words: Said("Meiya's statement")}), "美雅的账": is(Statement{Distributor: Said("美雅"), Words: Said("美雅的账")}),
		"我跟美雅的账":                   is(Statement{Distributor: Said("美雅"), Words: Said("我跟美雅的账")}),
		"last month's bill":        is(Statement{From: Said("2026-10-01"), To: Said("2026-10-31"), Words: Said("last month's bill")}),
		"十月的对账单":                   is(Statement{From: Said("2026-10-01"), To: Said("2026-10-31"), Words: Said("十月的对账单")}),
		"export my orders as xlsx": is(Export{}), "导出我的订单": is(Export{}), "把订单导成表格吧": is(Export{}), "download all orders": is(Export{}), "my orders as Excel": is(Export{}),
	})
	means(t, Context{Role: "distributor"}, map[string][]Command{
		"Li's statement": is(Statement{Person: Said("Li"), Words: Said("Li's statement")}), "小林的账": is(Statement{Person: Said("小林"), Words: Said("小林的账")}),
	})
	shown := Account{From: "2026-11-01", To: "2026-11-23", Distributor: "Meiya"}
	means(t, Context{Role: "seller", Focus: Focus{Statement: &shown}}, map[string][]Command{
		"xlsx": is(Statement{From: Carried("2026-11-01"), To: Carried("2026-11-23"), Distributor: Carried("Meiya"), Sheet: true}),
		"表格":   is(Statement{From: Carried("2026-11-01"), To: Carried("2026-11-23"), Distributor: Carried("Meiya"), Sheet: true}),
	})
	for _, text := range []string{"how do I export my orders?", "怎么导出订单", "orders", "我的订单", "拼多多导出的订单编号 宝贝标题 颜色 数量 实付 收件人 手机 地址 备注 时间", "xlsx"} {
		for _, c := range Read(text, Context{Role: "seller", Now: monday}, village{}).Commands {
			switch c.(type) {
			case Export, Statement:
				t.Errorf("%q is %+v", text, c)
			}
		}
	}
}

// How much one may hold is asked by all, and said by organisers.
func TestWhatSellersMayHold(t *testing.T) {
	t.Parallel()
	asked := map[string][]Command{}
	for _, words := range []string{
		"what's my limit", "What is my limit?", "my credit limit", "credit limit", "limit", "how much can I take?", "how much more can I order?", "how much may I hold", "how much credit do I have left?",
		"额度", "我的额度", "额度多少", "我还有多少额度", "我能拿多少货", "我还能拿多少货？", "我最多能拿多少钱的货", "看看我的额度", "还能拿多少",
	} {
		asked[words] = is(Credit{})
	}
	for _, role := range []string{"seller", "distributor", "organiser"} {
		means(t, Context{Role: role}, asked)
	}
	most := Said(measure.Fen(300000))
	rule := Credit{First: Said(measure.Fen(50000)), Step: Said(measure.Fen(5000)), Most: most}
	means(t, Context{Role: "organiser"}, map[string][]Command{
		"new sellers may hold 500 yuan":                                              is(Credit{First: rule.First}),
		"new sellers may hold 500 yuan, plus 50 for each clean pickup, at most 3000": is(rule),
		"set the limit to 500, 50 more for each order that is cleared, up to 3000":   is(rule),
		"新人额度500，每清一单加50，最多3000":                                                     is(rule),
		"新人额度五百，每单加五十，封顶三千":                                                          is(rule),
		"给新人500块额度，拿一单加50，封顶3000":                                                    is(rule), "new sellers may hold 500, 50 more per order, no more than 3000": is(rule),
		"新人最多拿500":             is(Credit{First: rule.First}),
		"额度改成500元":             is(Credit{First: rule.First}),
		"no limit for sellers": is(Credit{Off: true}), "remove the limit": is(Credit{Off: true}), "取消额度": is(Credit{Off: true}), "额度不限": is(Credit{Off: true}),
	})
	chen, hers, asks := Said("Chen"), Said("小陈"), Credit{Person: Said("小陈")}
	means(t, Context{Role: "organiser"}, map[string][]Command{
		"limit of Chen 5000": is(Credit{Person: chen, First: Said(measure.Fen(500000))}), "set Chen's limit to 5000 yuan": is(Credit{Person: chen, First: Said(measure.Fen(500000))}),
		"limit of Xiao Lin 500": is(Credit{Person: Said("Xiao Lin"), First: Said(measure.Fen(50000))}), "Mary-Ann's limit 500": is(Credit{Person: Said("Mary-Ann"), First: Said(measure.Fen(50000))}),
		"Chen may hold 5000": is(Credit{Person: chen, First: Said(measure.Fen(500000))}), "小陈的额度改成5000元": is(Credit{Person: hers, First: Said(measure.Fen(500000))}),
		"小陈额度5000": is(Credit{Person: hers, First: Said(measure.Fen(500000))}), "小陈最多能拿5000块": is(Credit{Person: hers, First: Said(measure.Fen(500000))}),
		"what is Chen's limit?": is(Credit{Person: chen}), "limit of Chen": is(Credit{Person: chen}), "小陈的额度多少": is(asks), "小陈能拿多少货": is(asks), "看下小陈的额度": is(asks),
		"Chen's limit back to the rule": is(Credit{Person: chen, ByRule: true}), "remove Chen's own limit": is(Credit{Person: chen, ByRule: true}),
		"小陈的额度恢复默认": is(Credit{Person: hers, ByRule: true}), "小陈的额度跟大家一样": is(Credit{Person: hers, ByRule: true}), "取消小陈的额度": is(Credit{Person: hers, ByRule: true}),
	})
	at, later := is(Credit{AtPickup: Said(true)}), is(Credit{AtPickup: Said(false)})
	means(t, Context{Role: "distributor"}, map[string][]Command{
		"we are paid at pickup": at, "sellers pay at pickup": at, "sellers pay in cash when they fetch": at, "cash on pickup": at, "no credit": at, "拿货当场付钱": at, "我们拿货付现": at, "现结": at, "概不赊账": at, "当场结清": at,
		"sellers may pay later": later, "on account": later, "可以赊账": later, "我们可以记账": later, "月结": later,
	})
	for role, texts := range map[string][]string{
		"distributor": {"Li paid at pickup", "小林拿货付了", "当场付了460", "can they pay at pickup?"},
		"seller":      {"拿货当场付钱", "we are paid at pickup", "新人额度500", "取消额度", "new sellers may hold 500", "A1023还能拿多少", "how many A1023 can I take", "how much can I take of the clips"},
		"organiser":   {"新人额度500，老人额度900", "新人额度500行不行？", "why is the limit 500?", "what does the limit of 500 mean"},
	} {
		for _, text := range texts {
			for _, c := range Read(text, Context{Role: role, Now: monday}, village{}).Commands {
				if p, ok := c.(Credit); ok {
					t.Errorf("%s: %q is %+v", role, text, p)
				}
			}
		}
	}
}
