package sample

// Person is somebody of the sample village whom a visitor of the chat page can be.
type Person struct {
	UserID int64 // as the chat server numbers people, from 1001
	NameEN string
	NameZH string
	// Role is seller, distributor, oldhand or organiser; empty for a newcomer, who comes in by an invitation.
	Role string
	// Distributor is the name a distributor's person works for, as the item files spell it; else empty.
	Distributor string
	// Lang is the language of their app, "en" or "zh".
	Lang string
	// LineEN and LineZH say in one sentence who this is.
	LineEN string
	LineZH string
}

// Name is what somebody is called in the language of their app.
func (p Person) Name() string {
	if p.Lang == "en" {
		return p.NameEN
	}
	return p.NameZH
}

// People gives everyone in the sample village, the newcomer first.
func People() []Person {
	return []Person{
		{
			UserID: 1001, NameEN: "Xiao Lin", NameZH: "小林", Lang: "zh",
			LineEN: "Arrived this week with one suitcase and an invitation; has never sold anything online.",
			LineZH: "这周刚来，一个行李箱、一张邀请码，还没在网上卖过东西。",
		},
		{
			UserID: 1002, NameEN: "Mei", NameZH: "阿梅", Lang: "zh", Role: "seller",
			LineEN: "Sells hair ornaments on Taobao from a rented room; about thirty parcels a day.",
			LineZH: "在出租屋里开淘宝店卖发饰，一天三十来单。",
		},
		{
			UserID: 1003, NameEN: "Sam", NameZH: "山姆", Lang: "en", Role: "seller",
			LineEN: "Came to study, stayed to sell mugs and party goods; writes English with a few Chinese words.",
			LineZH: "来留学，留下来卖杯子和派对用品，说英文夹几句中文。",
		},
		{
			UserID: 1004, NameEN: "Ms Ning", NameZH: "宁姐", Lang: "zh", Role: "distributor", Distributor: "Ningguang Hair Ornaments 凝光发饰",
			LineEN: "Runs the counter of Ningguang and keeps its stock true.",
			LineZH: "凝光发饰的柜台和库存都归她管。",
		},
		{
			UserID: 1005, NameEN: "Mr Hong", NameZH: "老洪", Lang: "zh", Role: "distributor", Distributor: "Hongfu Festive 红福节庆",
			LineEN: "Hongfu's storeman; lanterns, balloons and everything that sells before a holiday.",
			LineZH: "红福节庆的仓管，灯笼气球、节前好卖的都找他。",
		},
		{
			UserID: 1006, NameEN: "Lao Wang", NameZH: "老王", Lang: "zh", Role: "oldhand",
			LineEN: "Selling since the days of the first village shops; careful with money and with words.",
			LineZH: "村里最早一批开店的，花钱谨慎，说话也谨慎。",
		},
		{
			UserID: 1007, NameEN: "Sister Chen", NameZH: "陈姐", Lang: "zh", Role: "oldhand",
			LineEN: "Ran a customer service team for years; knows returns and reviews by heart.",
			LineZH: "带过多年客服，退换货和评价的事最清楚。",
		},
		{
			UserID: 1008, NameEN: "Secretary Liu", NameZH: "刘干事", Lang: "zh", Role: "organiser",
			LineEN: "Organises the Saturday meetings, the invitations and the village's courier contracts.",
			LineZH: "周六例会、邀请新人、全村的快递合同都由他张罗。",
		},
	}
}
