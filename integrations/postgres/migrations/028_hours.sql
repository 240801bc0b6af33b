-- When distributors hand goods over, in minutes of the day in the village's time zone. One without a row is always open.
CREATE TABLE distributor_hours (
	distributor_id int PRIMARY KEY REFERENCES distributors,
	opens  int NOT NULL CHECK (opens BETWEEN 0 AND 1439),
	closes int NOT NULL CHECK (closes BETWEEN 1 AND 1440),
	cutoff int CHECK (cutoff BETWEEN 1 AND 1440), -- from then on nothing is ordered for the same day
	days   int NOT NULL DEFAULT 127 CHECK (days BETWEEN 1 AND 127), -- of every week, bit 0 Monday
	CHECK (opens < closes),
	CHECK (cutoff <= closes)
);

-- Days on which a distributor is closed besides.
CREATE TABLE closed_days (
	distributor_id int  NOT NULL REFERENCES distributors,
	day            date NOT NULL,
	PRIMARY KEY (distributor_id, day)
);
