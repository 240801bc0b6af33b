package dialoguetest

import (
	"time"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// Goods that the tests order: one by the carton with prices that fall, one of which few are left, and one that shares its
// SKU with the first.
var (
	Clips = catalogue.Item{
		ID: 1, Distributor: "Meiya", SKU: "A1023", TitleEN: "Red hair clip with bow", TitleZH: "红色蝴蝶结发夹", Category: "Hair",
		Unit: "个", Price: 120, Tiers: []catalogue.Tier{{From: 30, Price: 105}, {From: 200, Price: 90}}, MinQty: 10, Multiple: 5,
		Stock: 120, Carton: 100, DescriptionEN: "Holds well, does not pull.", DescriptionZH: "夹得牢，不扯头发。", Stall: "B-12",
		Images: []string{"item:clips"},
	}
	Towel = catalogue.Item{
		ID: 2, Distributor: "Fumao", SKU: "T-7", TitleEN: "Kitchen towel", TitleZH: "厨房抹布", Category: "Kitchen", Unit: "条", Price: 250,
		MinQty: 1, Multiple: 1, Stock: 8,
	}
	OtherClips = catalogue.Item{
		ID: 3, Distributor: "Fumao", SKU: "A1023", TitleEN: "Steel clip", TitleZH: "钢夹", Category: "Office", Unit: "盒", Price: 480,
		MinQty: 1, Multiple: 1, Stock: 40,
	}
)

// Orders are two open ones: for this afternoon, and overdue since the day before.
func Orders() []pickup.Order {
	day := measure.Midnight(Monday)
	return []pickup.Order{
		{
			ID: 1001, Distributor: "Meiya", When: pickup.When{Day: day, HasTime: true, Time: day.Add(15 * time.Hour)}, Total: 2400,
			Status: pickup.Placed, Lines: []pickup.Line{{
				Item: 1, SKU: "A1023", TitleEN: Clips.TitleEN, TitleZH: Clips.TitleZH, Unit: "个", Ordered: 20, Quantity: 20, Price: 120, Total: 2400,
			}},
		},
		{
			ID: 1002, Distributor: "Fumao", When: pickup.When{Day: day.AddDate(0, 0, -1)}, Total: 750, Status: pickup.Placed,
			Lines: []pickup.Line{{
				Item: 2, SKU: "T-7", TitleEN: Towel.TitleEN, TitleZH: Towel.TitleZH, Unit: "条", Ordered: 3, Quantity: 3, Price: 250, Total: 750,
			}},
		},
	}
}
