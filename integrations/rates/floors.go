package rates

import "time"

// Floor is the next daily volume from which a courier's service has other cards.
type Floor struct {
	Courier string
	Service string
	Parcels int // a day
}

// NextFloors gives the next floor above a volume of every service that has one on a day, by courier and service.
func (c *Cards) NextFloors(on time.Time, volume int) []Floor {
	var floors []Floor
	for _, o := range c.index.on(dayOf(on)) {
		if parcels, ok := o.nextFloor(volume); ok {
			floors = append(floors, Floor{o.courier, o.name, parcels})
		}
	}
	return floors
}

// nextFloor is the smallest floor of a service's cards above a volume.
func (o offer) nextFloor(volume int) (floor int, ok bool) {
	look := func(cards []*rateCard) {
		for _, c := range cards {
			if c.MinDailyParcels > volume && (!ok || c.MinDailyParcels < floor) {
				floor, ok = c.MinDailyParcels, true
			}
		}
	}
	look(o.elsewhere)
	for _, cards := range o.named {
		look(cards)
	}
	return floor, ok
}
