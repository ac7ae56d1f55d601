CREATE TABLE "comment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "comment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"thread_id" bigint,
	"user_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "mention" (
	"comment_id" bigint NOT NULL,
	"user_id" text NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "mention_comment_id_user_id_pk" PRIMARY KEY("comment_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "guideline" (
	"dataset_id" integer NOT NULL,
	"version" integer NOT NULL,
	"class_index" smallint,
	"text" text NOT NULL,
	"examples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "guideline_dataset_id_version_pk" PRIMARY KEY("dataset_id","version")
);
--> statement-breakpoint
ALTER TABLE "dataset" ADD COLUMN "guideline_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invite" ADD COLUMN "user_id" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "sample_id" bigint;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mention" ADD CONSTRAINT "mention_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guideline" ADD CONSTRAINT "guideline_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guideline" ADD CONSTRAINT "guideline_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_sample" ON "comment" USING btree ("sample_id");--> statement-breakpoint
CREATE INDEX "comment_dataset" ON "comment" USING btree ("dataset_id","id");--> statement-breakpoint
CREATE INDEX "comment_thread" ON "comment" USING btree ("thread_id");--> statement-breakpoint
CREATE INDEX "mention_unread" ON "mention" USING btree ("user_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "decision_at" ON "decision" USING btree ("dataset_id","at");--> statement-breakpoint
CREATE INDEX "decision_requeued" ON "decision" USING btree ("dataset_id","guideline_version","sample_id") WHERE reason = 'guideline';--> statement-breakpoint
CREATE INDEX "event_at" ON "event" USING btree ("dataset_id","at");--> statement-breakpoint
CREATE INDEX "event_sample" ON "event" USING btree ("sample_id") WHERE sample_id is not null;--> statement-breakpoint
CREATE TRIGGER guideline_stands BEFORE UPDATE ON "guideline" FOR EACH ROW EXECUTE FUNCTION refuse_change();
