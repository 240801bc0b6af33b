package apitest

import "oldhand/bot/botapi"

// User is a person who also does what the chat page has no means for.
type User struct{ *botapi.User }

// Forge sends a press that no button made, as a changed app can.
func (u *User) Forge(id int64, data string) *botapi.Query { return u.Callback(id, data) }

// SendFile sends a document.
func (u *User) SendFile(name, mime string, data []byte, caption string) (int64, error) {
	return u.Send(botapi.Post{Kind: "document", Name: name, MIME: mime, Data: data, Text: caption})
}

// SendSticker sends a sticker that shows an emoji.
func (u *User) SendSticker(emoji string) (int64, error) {
	return u.Send(botapi.Post{Kind: "sticker", Name: "sticker.webp", MIME: "image/webp", Data: []byte("RIFF"), Text: emoji})
}
