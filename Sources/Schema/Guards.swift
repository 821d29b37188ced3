/// The database's own guards of tables that later migrations add: facts that are added and withdrawn, of which those
/// that tell of a person may be blanked once an erasure names the person; rows that are added once and stay.
enum Guards {
  static let stillBelieved = "9223372036854775807"

  /// - Parameter tellsOfMembers: the table has a column `member_id`, and its words go with the person's data.
  static func sqliteFact(_ table: String, tellsOfMembers: Bool) -> String {
    let erasable =
      tellsOfMembers ? "NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = OLD.member_id) AND " : ""
    return """

      CREATE TRIGGER \(table)_kept BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      CREATE TRIGGER \(table)_fact BEFORE UPDATE ON \(table)
      WHEN \(erasable)NOT (OLD.withdrawn_by = \(stillBelieved) AND NEW.withdrawn_by <> \(stillBelieved))
      BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
      """
  }

  static func sqliteFrozen(_ table: String) -> String {
    """

    CREATE TRIGGER \(table)_frozen_update BEFORE UPDATE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    CREATE TRIGGER \(table)_frozen_delete BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    """
  }

  /// The same where another table tells which rows may be blanked: both have the column.
  static func sqliteFact(_ table: String, erasedBy erasure: String, _ column: String) -> String {
    """

    CREATE TRIGGER \(table)_kept BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    CREATE TRIGGER \(table)_fact BEFORE UPDATE ON \(table)
    WHEN NOT EXISTS (SELECT 1 FROM \(erasure) e WHERE e.\(column) = OLD.\(column))
      AND NOT (OLD.withdrawn_by = \(stillBelieved) AND NEW.withdrawn_by <> \(stillBelieved))
    BEGIN SELECT RAISE(ABORT, 'history cannot be rewritten'); END;
    """
  }

  /// Once for a database, before the first ``postgresFact(_:erasedBy:_:)``.
  static let postgresErasableFact = """
    CREATE FUNCTION chibo_erasable_fact() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE gone boolean;
    BEGIN
      IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
      IF OLD.withdrawn_by = \(stillBelieved)
        AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1)', TG_ARGV[0], TG_ARGV[1])
        INTO gone USING (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
      IF gone THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'history cannot be rewritten';
    END $$;
    """

  static func postgresFact(_ table: String, erasedBy erasure: String, _ column: String) -> String {
    """

    CREATE TRIGGER \(table)_fact BEFORE UPDATE OR DELETE ON \(table)
      FOR EACH ROW EXECUTE FUNCTION chibo_erasable_fact('\(erasure)', '\(column)');
    """
  }

  /// Once for a database, before the first ``postgresFact(_:tellsOfMembers:)``.
  static let postgresMemberFact = """
    CREATE FUNCTION chibo_member_fact() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'history cannot be rewritten'; END IF;
      IF OLD.withdrawn_by = \(stillBelieved)
        AND to_jsonb(NEW) - 'withdrawn_by' = to_jsonb(OLD) - 'withdrawn_by' THEN RETURN NEW; END IF;
      IF EXISTS (SELECT 1 FROM erasure WHERE member_id = OLD.member_id) THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'history cannot be rewritten';
    END $$;
    """

  static func postgresFact(_ table: String, tellsOfMembers: Bool) -> String {
    """

    CREATE TRIGGER \(table)_fact BEFORE UPDATE OR DELETE ON \(table)
      FOR EACH ROW EXECUTE FUNCTION \(tellsOfMembers ? "chibo_member_fact" : "chibo_fact")();
    """
  }

  static func postgresFrozen(_ table: String) -> String {
    """

    CREATE TRIGGER \(table)_frozen BEFORE UPDATE OR DELETE ON \(table)
      FOR EACH ROW EXECUTE FUNCTION chibo_frozen();
    """
  }
}
