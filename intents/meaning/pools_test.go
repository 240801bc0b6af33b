package meaning

import "testing"

// Who wants to order together with others says the goods, how many are hers, and until when; it orders nothing.
func TestOrderingTogether(t *testing.T) {
	t.Parallel()
	four := "2026-11-23T16:00:00+08:00"
	for text, want := range map[string]Pool{
		"拼单 A1023，我要60个，16点截止": {Until: Said(four)}, "拼单A1023 60个": {}, "A1023拼单，我60个，下午4点截止": {Until: Said(four)},
		"我想拼A1023，60个": {}, "开个拼单：A1023 60个": {}, "找人拼A1023，我要60": {}, "A1023一起拼，我出60个": {},
		"pool with others for A1023, I take 60": {}, "pool A1023, 60 for me, closes 16:00": {Until: Said(four)}, "let's pool for A1023, I want 60 until 4pm": {Until: Said(four)},
		"group buy A1023, 60": {},
	} {
		got := Read(text, Context{Role: "seller", Now: monday}, village{}).Commands
		if p, ok := got[0].(Pool); !ok || len(got) != 1 || p.SKU.Value != "A1023" || p.Quantity != Said(60) || p.Until != want.Until {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for text, item := range map[string]string{
		"拼单：红色发夹，我要60个，16点截止": "红色发夹", "pool with others for red hair clips, I take 60": "red hair clips", "红色发夹有人一起拼吗": "",
	} {
		got := Read(text, Context{Role: "seller", Now: monday}, village{}).Commands
		if p, ok := got[0].(Pool); ok != (item != "") || ok && p.Item.Value != item {
			t.Errorf("%q: %+v", text, got)
		}
	}
	lists := map[string][]Command{}
	for _, text := range []string{"有什么拼单", "现在有什么拼单？", "有哪些拼单", "拼单列表", "拼单情况", "cancel my pool", "我要退出拼单", "拼单", "有拼单吗", "open pools", "what pools are there?", "pools", "are there any pools open?", "show me the pools"} {
		lists[text] = is(Pools{})
	}
	for _, role := range []string{"seller", "distributor", "oldhand"} {
		means(t, Context{Role: role}, lists)
	}
}

// Behind a pool that was just shown a few words take part in it, or leave it.
func TestTakingPartInThePoolShown(t *testing.T) {
	t.Parallel()
	shown := Context{Role: "seller", Focus: Focus{Pool: &Pooled{SKU: "A1023", ID: 1, Item: "红色发夹", Taken: 133, Goal: 200}}}
	shown.Now = monday
	for text, want := range map[string]Pool{
		"算我60个": {Line: Line{Quantity: Said(60)}}, "我要60个": {Line: Line{Quantity: Said(60)}}, "60": {Line: Line{Quantity: Said(60)}}, "60个": {Line: Line{Quantity: Said(60)}},
		"count me in for 60": {Line: Line{Quantity: Said(60)}}, "join with 60": {Line: Line{Quantity: Said(60)}}, "I take 60": {Line: Line{Quantity: Said(60)}},
		"再加20个": {Line: Line{Quantity: Said(20)}, Step: Up}, "add 20 more": {Line: Line{Quantity: Said(20)}, Step: Up},
		"差的我包了": {Rest: true}, "剩下的我都要": {Rest: true}, "I'll take the rest": {Rest: true},
		"退出": {Leave: true}, "我不拼了": {Leave: true}, "leave the pool": {Leave: true}, "count me out": {Leave: true},
	} {
		got := Read(text, shown, village{}).Commands
		p, ok := got[0].(Pool)
		if !ok || p.SKU != Carried("A1023") || p.Quantity != want.Quantity || p.Step != want.Step || p.Rest != want.Rest || p.Leave != want.Leave {
			t.Errorf("%q: %+v", text, got)
		}
	}
	// Other goods are ordered as ever.
	for _, text := range []string{"5 kitchen towels", "T-7来5条", "20 B500 tomorrow", "我的订单", "cancel #1001"} {
		if p, ok := Read(text, shown, village{}).Commands[0].(Pool); ok {
			t.Errorf("%q: %+v", text, p)
		}
	}
}

// What speaks of pools and wants none.
func TestWhatIsNoPool(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"拼单拼不满会怎么样？", "how does a pool work?", "what if the pool is not reached?", "A1023来60个，16点拿", "60 A1023 by 4pm", "swimming pool toys", "充气泳池",
	} {
		if p, ok := Read(text, Context{Role: "seller", Now: monday}, village{}).Commands[0].(Pool); ok {
			t.Errorf("%q: %+v", text, p)
		}
	}
}
