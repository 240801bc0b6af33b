package meaning

import (
	"testing"
	"time"
)

// Organisers invite; from anybody else the same words mean something else.
func TestInvitations(t *testing.T) {
	t.Parallel()
	invites := func(role, words string) []Command { return is(Invite{Role: saidIf(role), Words: Said(words)}) }
	means(t, Context{Role: "organiser"}, map[string][]Command{
		"invite seller": invites("seller", "invite seller"), "邀请卖家": invites("seller", "邀请卖家"),
		"invite a distributor of Meiya": invites("distributor", "invite a distributor of Meiya"), "邀请供货商美雅": invites("distributor", "邀请供货商美雅"),
		"please invite an old hand": invites("oldhand", "please invite an old hand"), "请邀请一位老手": invites("oldhand", "请邀请一位老手"),
		"invite an organizer": invites("organiser", "invite an organizer"), "帮我邀请管理员": invites("organiser", "帮我邀请管理员"),
		"an invitation for a seller": invites("seller", "an invitation for a seller"), "给卖家一个邀请": invites("seller", "给卖家一个邀请"),
		"invite": invites("", "invite"), "邀请": invites("", "邀请"), "invite the king": invites("", "invite the king"),
		"how do I invite a seller?": is(Ask{Said("how do I invite a seller?")}), "怎么邀请卖家": is(Ask{Said("怎么邀请卖家")}),
	})
	means(t, Context{Role: "seller"}, map[string][]Command{
		"invite seller": is(Ask{Said("invite seller")}), "邀请供货商美雅": is(Find{Text: Said("邀请供货商美雅")}),
	})
}

func TestRolesByWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		" seller": "seller", "卖家": "seller", " an old hand please": "oldhand", "供货商 美雅": "distributor", "organizer": "organiser",
		"the king": "",
	} {
		if got := InvitationOf(words).Role; got.Value != want || got.Given() != (want != "") {
			t.Errorf("%q: %+v", words, got)
		}
	}
}

// answers is what an old hand's words are, and what they would mean by themselves.
func answers(text string, otherwise Command) []Command {
	return is(Answer{Text: Said(text), Otherwise: []Command{otherwise}})
}

// After a tap on Answer the next words are the answer, unless they are surely an errand of the old hand's own.
func TestWordsAreTheAnswerThatIsAwaited(t *testing.T) {
	t.Parallel()
	awaited := Context{Role: "oldhand", Focus: Focus{Asked: &Asked{Slot: AnswerSlot, At: monday.Add(-AnsweringFor)}}}
	means(t, awaited, map[string][]Command{
		"Ask the trade office.": answers("Ask the trade office.", Ask{Said("the trade office")}),
		"去商会问问":                 answers("去商会问问", Ask{Said("去商会问问")}),
		"ok":                    answers("ok", Confirm{}),
		"谢谢":                    answers("谢谢", Thanks{}),
		"kitchen towels":        answers("kitchen towels", Find{Text: Said("kitchen towels")}),
		"orders":                is(Orders{}), "我的订单": is(Orders{}), "help": is(Help{}), "帮助": is(Help{}),
		"cancel": is(DropAnswer{}), "取消": is(DropAnswer{}), "确认": is(Confirm{}), "说中文": is(Language{Said("zh")}),
	})
	awaited.Asked = &Asked{Slot: AnswerSlot, At: monday.Add(-AnsweringFor - time.Second)}
	means(t, awaited, map[string][]Command{"kitchen towels": is(Find{Text: Said("kitchen towels")}), "谢谢": is(Thanks{})})
}

// An old hand who replies to a message answers, where the words look like talk; who asks for something is served.
func TestARepliedMessageIsAnAnswer(t *testing.T) {
	t.Parallel()
	for _, role := range []string{"oldhand", "organiser"} {
		means(t, Context{Role: role, Replies: true}, map[string][]Command{
			"Ask the trade office.": answers("Ask the trade office.", Ask{Said("the trade office")}),
			"去商会问问":                 answers("去商会问问", Ask{Said("去商会问问")}),
			"thanks":                answers("thanks", Thanks{}), "谢谢": answers("谢谢", Thanks{}),
			"my orders": is(Orders{}), "我的订单": is(Orders{}), "cancel": is(Cancel{}), "取消": is(Cancel{}),
		})
	}
	means(t, Context{Role: "seller", Replies: true}, map[string][]Command{"thanks": is(Thanks{}), "谢谢": is(Thanks{})})
}

// What is kept of oneself is asked about, wanted as a file, and to be forgotten; of orders, drafts and parcels the same words mean
// something else.
func TestOwnData(t *testing.T) {
	t.Parallel()
	forget, export, show := is(Privacy{Do: ForgetMe}), is(Privacy{Do: ExportMine}), is(Privacy{})
	means(t, Context{Role: "seller"}, map[string][]Command{
		"delete my data": forget, "please delete all my data": forget, "delete everything you know about me": forget, "forget me": forget,
		"remove my account": forget, "erase my personal information": forget, "remove me from the village": forget,
		"把我的资料删了": forget, "把我的数据全部删掉": forget, "删除我的账号": forget, "注销账号": forget, "忘了我吧": forget, "清空我的所有数据": forget,
		"export my data": export, "can I get a copy of my data": export, "导出我的资料": export, "把我的数据打包发给我": export,
		"export everything you have about me, please": export,
		"what do you know about me":                   show, "What data do you keep about me?": show, "你都存了我什么": show, "你知道我的哪些": show, "privacy": show, "隐私": show,
	})
	draft := Context{Role: "seller", Focus: Focus{Draft: []Item{{ID: 1, SKU: "A1023", Quantity: 20}}}}
	for words := range map[string]bool{
		"cancel order": true, "delete my order": true, "cancel": true, "取消订单": true, "把我的订单删了": true, "删掉第一个": true, "don't delete my data": true,
		"别删我的资料": true, "remove the clips": true, "forget it": true, "算了": true, "export my orders": true, "show my account": true,
	} {
		for _, c := range Read(words, draft, village{}).Commands {
			if _, ok := c.(Privacy); ok {
				t.Errorf("%q is read as %+v", words, c)
			}
		}
	}
}

// Organisers look after members and invitations; from anybody else the same words mean something else.
func TestMembers(t *testing.T) {
	t.Parallel()
	one := func(do MembersDo, name string) []Command { return is(Members{Do: do, Person: Said(name)}) }
	role := func(name, role, words string) []Command {
		return is(Members{Do: GiveRole, Person: Said(name), Role: Said(role), Words: Said(words)})
	}
	list, invitations := is(Members{Do: ListMembers}), is(Members{Do: ListInvitations})
	means(t, Context{Role: "organiser"}, map[string][]Command{
		"members": list, "show me all members": list, "who is in the village?": list, "成员名单": list, "村里有谁": list, "看看所有成员": list,
		"invitations": invitations, "show open invitations": invitations, "邀请列表": invitations, "有哪些没用的邀请": invitations,
		"remove Eve from the village": one(RemoveMember, "Eve"), "kick Eve out": one(RemoveMember, "Eve"), "remove member Sister Chen": one(RemoveMember, "Sister Chen"),
		"把飞哥踢了": one(RemoveMember, "飞哥"), "把小王移出村子": one(RemoveMember, "小王"), "踢掉飞哥": one(RemoveMember, "飞哥"),
		"block Eve": one(BlockMember, "Eve"), "ban Eve": one(BlockMember, "Eve"), "拉黑飞哥": one(BlockMember, "飞哥"), "把飞哥拉黑": one(BlockMember, "飞哥"),
		"make Eve an old hand": role("Eve", "oldhand", "make Eve an old hand"), "让老王当组织者": role("老王", "organiser", "让老王当组织者"),
		"make Eve a distributor of Meiya": role("Eve", "distributor", "make Eve a distributor of Meiya"), "把老王设成老手": role("老王", "oldhand", "把老王设成老手"),
	})
	for words := range map[string]bool{"remove the clips": true, "cancel": true, "remove A1023": true, "orders": true, "make it 20": true, "把A1023改成20个": true, "邀请卖家": true} {
		for _, c := range Read(words, Context{Role: "organiser", Now: monday}, village{}).Commands {
			if _, ok := c.(Members); ok {
				t.Errorf("%q is read as %+v", words, c)
			}
		}
	}
	for _, c := range Read("remove Eve from the village", Context{Role: "seller", Now: monday}, village{}).Commands {
		if _, ok := c.(Members); ok {
			t.Errorf("a seller's words are %+v", c)
		}
	}
}
