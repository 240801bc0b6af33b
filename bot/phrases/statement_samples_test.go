package phrases

import "oldhand/integrations/measure"

var sampleAccount = values{"Name": "Meiya <&>", "Orders": 2, "HandedOver": measure.Fen(3740), "Open": 1, "OpenTotal": measure.Fen(240),
	"OwedBefore": measure.Fen(100), "AheadBefore": measure.Fen(200), "Paid": measure.Fen(300), "Owed": measure.Fen(400), "Ahead": measure.Fen(500), "Stated": measure.Fen(600)}

var samplePayment = values{
	"Who": "Li <&>", "Distributor": "Meiya", "Amount": measure.Fen(46050), "On": sampleNow, "Now": sampleNow, "Side": "seller", "Answer": "agreed", "Like": true,
	"Whose": "m", "Owed": measure.Fen(400), "Ahead": measure.Fen(500), "Asked": true, "Seller": "Li", "Late": false, "Own": false,
	"Named": "<Lin>", "Several": false, "Any": false,
}

var sampleStatement = with(sampleAccount, values{
	"Whose": "m", "With": "", "Distributor": "美雅", "From": sampleNow.AddDate(0, 0, -22), "To": sampleNow, "Now": sampleNow, "Named": "<Lin>", "Several": false,
	"Accounts": []values{sampleAccount}, "More": 2, "Monthly": false, "All": false, "Past": true, "Waiting": []values{samplePayment}, "Lines": []values{{"At": sampleNow, "ID": int64(1001), "Total": measure.Fen(3740), "Name": "Meiya"}},
	"Sums": []values{{"From": sampleNow, "To": sampleNow, "Orders": 2, "Total": measure.Fen(3740)}},
})

var statementSamples = values{
	"statement.title": sampleStatement, "statement.sums": sampleAccount, "statement.open": sampleAccount, "statement.all": sampleStatement, "statement.debts": sampleStatement,
	"statement.account": sampleAccount, "statement.card": sampleStatement,
	"statement.others": sampleStatement, "statement.village": sampleStatement,
	"payment.what": samplePayment, "payment.who": samplePayment, "payment.propose": samplePayment, "payment.whom": samplePayment, "payment.before": samplePayment, "payment.stated": samplePayment,
	"payment.ask": samplePayment, "payment.done": samplePayment, "payment.done.notice": samplePayment, "payment.answered": samplePayment, "payment.waits": samplePayment,
	"payment.button.all": samplePayment, "payment.button.agreed": samplePayment, "payment.button.objected": samplePayment,
	"statement.file": sampleStatement, "statement.sent": sampleStatement, "statement.long": values{"Most": 50000}, "statement.with": sampleStatement,
	"statement.status":        values{"HandedOver": false, "Open": true},
	"statement.button.before": sampleStatement, "statement.button.after": sampleStatement, "statement.button.others": sampleStatement,
}
