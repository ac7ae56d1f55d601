-- Web processes remember for some seconds who a session or a key belongs to. Whatever ends that, from whichever process,
-- tells all of them with its commit.
CREATE FUNCTION tell_actors_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('errata_actors', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER actors_changed AFTER UPDATE OF role, active, name OR DELETE ON "user"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_actors_changed();--> statement-breakpoint
CREATE TRIGGER actors_changed AFTER DELETE ON "session"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_actors_changed();--> statement-breakpoint
CREATE TRIGGER actors_changed AFTER UPDATE OF enabled OR DELETE ON "apikey"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_actors_changed();
