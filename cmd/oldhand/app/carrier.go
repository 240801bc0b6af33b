package app

import (
	"errors"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/parcels/kuaidi100"
)

// OpenCarrier gives the configured carrier, and who sends with it; without a sender it books nothing. Where no carrier is
// configured it is nil.
func OpenCarrier(c Config) (carrier parcels.Carrier, sender address.Party, err error) {
	if c.Kuaidi100Key == "" && c.Kuaidi100Secret == "" && c.Kuaidi100Customer == "" {
		return nil, sender, nil
	}
	carrier, err = kuaidi100.New(kuaidi100.Config{
		URL: c.Kuaidi100URL, Key: c.Kuaidi100Key, Secret: c.Kuaidi100Secret, Customer: c.Kuaidi100Customer, Callback: c.Kuaidi100Callback,
	})
	if err != nil || c.Kuaidi100Sender == "" {
		return carrier, sender, err
	}
	sender, _, ok := address.ReadReceiver(c.Kuaidi100Sender)
	if !ok || c.Kuaidi100Callback == "" {
		return nil, sender, ErrSender
	}
	return carrier, sender, nil
}

// ErrSender says that who sends was not named whole.
var ErrSender = errors.New("OLDHAND_KUAIDI100_SENDER wants a name, a phone and an address with its street, and OLDHAND_KUAIDI100_CALLBACK beside it")
