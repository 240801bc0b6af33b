package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"oldhand/bot"
)

// fileName is what a picture is called when it is uploaded; nobody sees it.
const fileName = "picture"

// withDocument sends a card with a document; a text longer than a caption goes behind it. Errors: errNoFile, and
// bot.ErrRefused when it is the document or its caption that Telegram does not want.
func (s sending) withDocument(ctx context.Context, card bot.Outgoing) (bot.Sent, error) {
	caption := string(card.Text)
	long := length(caption) > maxCaption
	if long {
		caption = ""
	}
	sent, err := s.document(ctx, *card.Document, caption, !long)
	if err != nil || !long {
		return sent, err
	}
	behind, err := s.texts(ctx, split(string(card.Text), maxText))
	behind.Parts++
	return behind, err
}

// document sends a document, by the name that Telegram gave it before if it has one. It counts as two parts, because
// what comes after it on a card of the same key is not to be edited into its caption.
func (s sending) document(ctx context.Context, d bot.Document, caption string, buttons bool) (bot.Sent, error) {
	var sent *models.Message
	err := s.withFile(ctx, d.Key, s.documentBytes, func(id string, data []byte) (*models.Message, error) {
		err := formatted(caption, func(text string, mode models.ParseMode) (err error) {
			var file models.InputFile = &models.InputFileString{Data: id}
			if id == "" {
				file = &models.InputFileUpload{Filename: d.Name, Data: bytes.NewReader(data)}
			}
			sent, err = s.t.api.SendDocument(ctx, &tg.SendDocumentParams{ChatID: s.chat, MessageThreadID: s.topic, Document: file, Caption: text,
				ParseMode: mode, DisableContentTypeDetection: true, ReplyMarkup: s.replyMarkup(buttons)})
			return err
		})
		return sent, err
	})
	if err != nil {
		return bot.Sent{}, s.failed(err)
	}
	return bot.Sent{Message: int64(sent.ID), Parts: 2}, nil
}

// withFile makes a call with what Telegram calls a picture or document, or with its bytes: the first time, and when
// Telegram no longer knows the name. What it then calls it is remembered.
func (s sending) withFile(ctx context.Context, key string, fetch func(context.Context, string) ([]byte, error),
	call func(id string, data []byte) (*models.Message, error),
) error {
	id, err := s.t.files.get(ctx, key)
	if err != nil {
		return err
	}
	if id != "" {
		if _, err := call(id, nil); !unknownFile(err) {
			return err
		}
	}
	data, err := fetch(ctx, key)
	if err != nil {
		return err
	}
	m, err := call("", data)
	if err != nil || m == nil || fileID(m) == "" {
		return err
	}
	if err := s.t.files.put(ctx, key, fileID(m)); err != nil {
		s.t.log.Warn("a file will be uploaded again", "error", err)
	}
	return nil
}

// pictureBytes gives the bytes of a picture. For whatever reason they cannot be had, the card does not wait for it: errNoFile.
func (s sending) pictureBytes(ctx context.Context, key string) ([]byte, error) {
	data, err := s.t.pictures.Picture(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoFile, err)
	}
	return data, nil
}

// documentBytes gives the bytes of a document. It is what somebody asked for, so only one that is gone is errNoFile.
func (s sending) documentBytes(ctx context.Context, key string) ([]byte, error) {
	data, err := s.t.docs.Document(ctx, key)
	if errors.Is(err, bot.ErrNoDocument) {
		return nil, fmt.Errorf("%w: %w", errNoFile, err)
	}
	return data, err
}

// fileID is what Telegram calls the file of a message, of a picture its largest size.
func fileID(m *models.Message) string {
	switch {
	case len(m.Photo) > 0:
		return m.Photo[len(m.Photo)-1].FileID
	case m.Document != nil:
		return m.Document.FileID
	}
	return ""
}
