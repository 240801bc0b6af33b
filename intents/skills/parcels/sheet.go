package parcels

import (
	"oldhand/bot/phrases"
	"oldhand/integrations/paper"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

// handoverSheet is a hand-over list as it is printed. sellers names who is known.
func handoverSheet(h parcels.Handover, sent []parcels.Sent, sellers map[parcels.SellerID]string, said phrases.Lang) ([]byte, error) {
	lang := string(said)
	list := paper.Handover{Number: h.ID.String(), Courier: rates.CourierName(h.Courier, lang), Day: h.Day}
	for _, s := range sent {
		list.Rows = append(list.Rows, paper.HandoverRow{
			Number: s.ID.String(), Seller: sellers[s.Seller], To: s.To().In(lang), Weight: s.Weight, Billed: s.Billable, Count: s.Count, Each: s.Price,
		})
	}
	return list.Workbook(phrases.Labels(said))
}
