package words

// Labels head the parts of an address as shops copy it.
var Labels = read("labels", nothing)

// Rooms stand before the number of a house, a floor or a room.
var Rooms = read("rooms", nothing)

// Streets stand before the number of a house that 号 follows, which is no day of a month then.
var Streets = read("streets", nothing)
