package telegram

import (
	"bytes"
	"context"
	"errors"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

const (
	maxCaption = 1024
	maxNotice  = 200
)

// Limits is what Telegram carries, and what its apps show on a phone: more than five buttons side by side, or a wider
// label, are cut there. It is part of bot.Transport.
func (t *Telegram) Limits() bot.Limits {
	return bot.Limits{Message: maxText, Caption: maxCaption, Label: 20, ButtonsInRow: 5, ButtonData: 64, Download: maxDownload}
}

// Show sends a card, or edits old into it. It is part of bot.Transport.
//
// A text longer than a message goes as several, the buttons under the last; a picture whose text is longer than a
// caption goes alone, and the text behind it. A picture that cannot be had or is refused is left out, because what the
// card says matters more. A card for a topic that is gone stands in the chat.
func (t *Telegram) Show(ctx context.Context, chat bot.ChatID, card bot.Outgoing, old *bot.Sent) (bot.Sent, error) {
	sent, err := t.show(ctx, chat, card, old)
	if card.Topic != 0 && topicGone(err) {
		card.Topic = 0
		return t.show(ctx, chat, card, old)
	}
	return sent, err
}

func (t *Telegram) show(ctx context.Context, chat bot.ChatID, card bot.Outgoing, old *bot.Sent) (bot.Sent, error) {
	s := sending{t: t, chat: int64(chat), topic: int(card.Topic), markup: keyboard(card.Buttons)}
	if card.Document != nil {
		sent, err := s.withDocument(ctx, card)
		if !errors.Is(err, errNoFile) && !errors.Is(err, bot.ErrRefused) {
			return sent, err
		}
		t.log.Error("a card goes without its document", "document", card.Document.Key, "error", err)
		old = nil
	}
	if card.Photo != nil {
		sent, err := s.withPhoto(ctx, card, old)
		if !errors.Is(err, errNoFile) && !errors.Is(err, bot.ErrRefused) {
			return sent, err
		}
		t.log.Error("a card goes without its picture", "picture", card.Photo.Key, "error", err)
	}
	parts := split(string(card.Text), maxText)
	if old != nil && !old.Photo && len(parts) == 1 {
		done, err := s.editText(ctx, old.Message, parts[0])
		if err != nil || done {
			return *old, err
		}
	}
	return s.texts(ctx, parts)
}

// TakeButtons takes the buttons off a card. It is part of bot.Transport.
func (t *Telegram) TakeButtons(ctx context.Context, chat bot.ChatID, message int64) error {
	_, err := t.api.EditMessageReplyMarkup(ctx, &tg.EditMessageReplyMarkupParams{ChatID: int64(chat), MessageID: int(message)})
	if unchanged(err) || uneditable(err) {
		return nil
	}
	return t.classify(err)
}

// Acknowledge ends the waiting sign on a pressed button. It is part of bot.Transport.
func (t *Telegram) Acknowledge(ctx context.Context, queryID, notice string) error {
	_, err := t.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: queryID, Text: atMost(notice, maxNotice)})
	if says(err, "query is too old", "query id is invalid") {
		return nil
	}
	return t.classify(err)
}

// Typing shows for a few seconds that a reply is being prepared. It is part of bot.Transport.
func (t *Telegram) Typing(ctx context.Context, chat bot.ChatID, topic int64) error {
	_, err := t.api.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: int64(chat), MessageThreadID: int(topic), Action: models.ChatActionTyping})
	return t.classify(err)
}

func atMost(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return s
}

// sending is one card on its way to one chat.
type sending struct {
	t      *Telegram
	chat   int64
	topic  int
	markup *markup
}

// markup is an inline keyboard, the only kind of keyboard used: under any other a message can never be edited. The
// library's own type gives every button an empty copy_text.
type markup struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text     string    `json:"text"`
	Style    string    `json:"style,omitempty"`
	Data     string    `json:"callback_data,omitempty"`
	CopyText *copyText `json:"copy_text,omitempty"`
}

type copyText struct {
	Text string `json:"text"`
}

// keyboard gives nil for no buttons.
func keyboard(rows [][]bot.OutgoingButton) *markup {
	var m markup
	for _, row := range rows {
		var out []button
		for _, b := range row {
			one := button{Text: b.Label, Data: b.Data}
			if b.Copy != "" {
				one = button{Text: b.Label, CopyText: &copyText{atMost(b.Copy, 256)}}
			}
			if b.Main {
				one.Style = "success"
			}
			out = append(out, one)
		}
		if len(out) > 0 {
			m.Rows = append(m.Rows, out)
		}
	}
	if len(m.Rows) == 0 {
		return nil
	}
	return &m
}

// replyMarkup keeps a nil keyboard from becoming a value that is not nil.
func (s sending) replyMarkup(with bool) models.ReplyMarkup {
	if s.markup == nil || !with {
		return nil
	}
	return s.markup
}

// formatted makes a call with a text as HTML and, when Telegram cannot read that, once more with the plain text.
func formatted(text string, call func(text string, mode models.ParseMode) error) error {
	err := call(text, models.ParseModeHTML)
	if notHTML(err) {
		err = call(phrases.Strip(phrases.Text(text)), "")
	}
	return err
}

var noPreview = func() *models.LinkPreviewOptions { yes := true; return &models.LinkPreviewOptions{IsDisabled: &yes} }()

// editText changes a text message; done is false when it cannot be edited.
func (s sending) editText(ctx context.Context, message int64, text string) (done bool, err error) {
	err = formatted(text, func(text string, mode models.ParseMode) error {
		_, err := s.t.api.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: s.chat, MessageID: int(message), Text: text,
			ParseMode: mode, LinkPreviewOptions: noPreview, ReplyMarkup: s.replyMarkup(true)})
		return err
	})
	return s.edited(err)
}

func (s sending) edited(err error) (done bool, failed error) {
	switch {
	case err == nil, unchanged(err):
		return true, nil
	case uneditable(err):
		return false, nil
	}
	return false, s.t.classify(err)
}

// texts sends the parts of a text, the buttons under the last.
func (s sending) texts(ctx context.Context, parts []string) (bot.Sent, error) {
	var sent bot.Sent
	for i, part := range parts {
		err := formatted(part, func(text string, mode models.ParseMode) error {
			m, err := s.t.api.SendMessage(ctx, &tg.SendMessageParams{ChatID: s.chat, MessageThreadID: s.topic, Text: text, ParseMode: mode,
				LinkPreviewOptions: noPreview, ReplyMarkup: s.replyMarkup(i == len(parts)-1)})
			if err == nil {
				sent = bot.Sent{Message: int64(m.ID), Parts: i + 1}
			}
			return err
		})
		if err != nil {
			return bot.Sent{}, s.t.classify(err)
		}
	}
	return sent, nil
}

// errNoFile says that a card's picture or document cannot be had.
var errNoFile = errors.New("no such file")

// withPhoto sends or edits a card with a picture. Errors: errNoFile, and bot.ErrRefused when it is the picture or its
// caption that Telegram does not want.
func (s sending) withPhoto(ctx context.Context, card bot.Outgoing, old *bot.Sent) (bot.Sent, error) {
	key, caption := card.Photo.Key, string(card.Text)
	long := length(caption) > maxCaption
	if long {
		caption = ""
	}
	if old != nil && old.Photo && !long {
		done, err := s.editPhoto(ctx, old.Message, key, caption)
		if err != nil || done {
			return *old, err
		}
	}
	sent, err := s.photo(ctx, key, caption, !long)
	if err != nil || !long {
		return sent, err
	}
	behind, err := s.texts(ctx, split(string(card.Text), maxText))
	behind.Parts++
	return behind, err
}

// photo sends a picture, by the name that Telegram gave it before if it has one.
func (s sending) photo(ctx context.Context, key, caption string, buttons bool) (bot.Sent, error) {
	var sent *models.Message
	err := s.withFile(ctx, key, s.pictureBytes, func(id string, data []byte) (*models.Message, error) {
		err := formatted(caption, func(text string, mode models.ParseMode) (err error) {
			var file models.InputFile = &models.InputFileString{Data: id}
			if id == "" {
				file = &models.InputFileUpload{Filename: fileName, Data: bytes.NewReader(data)}
			}
			sent, err = s.t.api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: s.chat, MessageThreadID: s.topic, Photo: file, Caption: text, ParseMode: mode,
				ReplyMarkup: s.replyMarkup(buttons)})
			return err
		})
		return sent, err
	})
	if err != nil {
		return bot.Sent{}, s.failed(err)
	}
	return bot.Sent{Message: int64(sent.ID), Photo: true, Parts: 1}, nil
}

// editPhoto changes a picture and its caption; done is false when the message cannot be edited.
func (s sending) editPhoto(ctx context.Context, message int64, key, caption string) (done bool, err error) {
	err = s.withFile(ctx, key, s.pictureBytes, func(id string, data []byte) (m *models.Message, err error) {
		err = formatted(caption, func(text string, mode models.ParseMode) error {
			media := &models.InputMediaPhoto{Media: id, Caption: text, ParseMode: mode}
			if id == "" {
				media.Media, media.MediaAttachment = "attach://"+fileName, bytes.NewReader(data)
			}
			m, err = s.t.api.EditMessageMedia(ctx, &tg.EditMessageMediaParams{ChatID: s.chat, MessageID: int(message),
				Media: media, ReplyMarkup: s.replyMarkup(true)})
			return err
		})
		return m, err
	})
	if errors.Is(err, errNoFile) {
		return false, err
	}
	return s.edited(err)
}

func (s sending) failed(err error) error {
	if errors.Is(err, errNoFile) {
		return err
	}
	return s.t.classify(err)
}
