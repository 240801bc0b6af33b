package intents

import (
	"context"

	"oldhand/intents/understand"
)

type (
	// press is what a button's verb does with its arguments.
	press func(*visit, context.Context, []string) error
	// skill is what a command does with its slots.
	skill func(*visit, context.Context, understand.Slots) error
)

// verbs is every verb that a button can have.
func verbs() map[string]press {
	return map[string]press{
		"find":    (*visit).pressFind,
		"page":    (*visit).pressPage,
		"show":    (*visit).pressShow,
		"cat":     (*visit).pressCategory,
		"back":    (*visit).pressBack,
		"like":    (*visit).pressLike,
		"add":     (*visit).pressAdd,
		"draft":   (*visit).pressDraft,
		"set":     (*visit).pressSet,
		"pick":    (*visit).pressPick,
		"drop":    (*visit).pressDrop,
		"focus":   (*visit).pressFocus,
		"when":    (*visit).pressWhen,
		"confirm": (*visit).pressConfirm,
		"cancel":  (*visit).pressCancel,
		"undo":    (*visit).pressUndo,
		"void":    (*visit).pressVoid,
		"orders":  (*visit).pressOrders,
		"repeat":  (*visit).pressRepeat,
		"fetched": (*visit).pressFetched,
		"weight":  (*visit).pressWeight,
		"weigh":   (*visit).pressWeigh,
		"to":      (*visit).pressTo,
		"quotes":  (*visit).pressQuotes,
		"why":     (*visit).pressWhy,
		"pass":    (*visit).pressPass,
		"answer":  (*visit).pressAnswer,
		"send":    (*visit).pressSend,
		"rewrite": (*visit).pressRewrite,
		"leave":   (*visit).pressLeave,
		"waiting": (*visit).pressWaiting,
		"remind":  (*visit).pressRemind,
		"snooze":  (*visit).pressSnooze,
		"lang":    (*visit).pressLanguage,
		"help":    (*visit).pressHelp,
		"sheet":   (*visit).pressSheet,
		"change":  (*visit).pressChange,
		"keep":    (*visit).pressKeep,
		"came":    (*visit).pressCame,

		"ship":    (*visit).pressShip,
		"unship":  (*visit).pressUnship,
		"parcels": (*visit).pressParcels,
		"parcel":  (*visit).pressParcel,
		"arrived": (*visit).pressArrived,
		"late":    (*visit).pressLate,

		"village":  (*visit).pressVillage,
		"overpaid": (*visit).pressOverpaid,
		"lanes":    (*visit).pressLanes,
		"brief":    (*visit).pressBrief,
		"handover": (*visit).pressHandover,
		"hand":     (*visit).pressHand,
		"list":     (*visit).pressList,
		"collect":  (*visit).pressCollect,
	}
}

// skills is every command that can be understood.
func skills() map[string]skill {
	return map[string]skill{
		understand.Find:     (*visit).find,
		understand.Show:     (*visit).showItem,
		understand.Order:    (*visit).order,
		understand.Change:   (*visit).change,
		understand.Remove:   (*visit).remove,
		understand.Confirm:  (*visit).confirm,
		understand.Cancel:   (*visit).cancel,
		understand.Undo:     (*visit).undo,
		understand.Orders:   (*visit).orders,
		understand.Repeat:   (*visit).repeat,
		understand.Quote:    (*visit).quote,
		understand.Ship:     (*visit).ship,
		understand.Ask:      (*visit).ask,
		understand.Remind:   (*visit).remind,
		understand.Snooze:   (*visit).snooze,
		understand.Stock:    (*visit).setStock,
		understand.Price:    (*visit).setPrice,
		understand.Tip:      (*visit).tip,
		understand.Language: (*visit).language,
		understand.Help:     (*visit).help,
		understand.Greet:    (*visit).greet,
		understand.Thanks:   (*visit).thanks,
		understand.Chat:     (*visit).chat,
		understand.Unknown:  (*visit).unknown,
	}
}
