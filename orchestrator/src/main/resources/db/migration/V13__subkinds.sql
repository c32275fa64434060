-- finding/iban: results are told apart by their kind, and counted by kind and by subkind ("finding", "finding/iban").
ALTER TABLE trawl.result ADD COLUMN subkind text COLLATE "C" NOT NULL DEFAULT '';
