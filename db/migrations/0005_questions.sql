CREATE TABLE "answer" (
	"image" text NOT NULL,
	"prompt" text NOT NULL,
	"model" text NOT NULL,
	"text" text NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "answer_image_prompt_model_pk" PRIMARY KEY("image","prompt","model")
);
--> statement-breakpoint
CREATE TABLE "consistency" (
	"sample_id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" integer NOT NULL,
	"set_id" integer NOT NULL,
	"model" text NOT NULL,
	"matched" smallint NOT NULL,
	"answered" smallint NOT NULL,
	"value" real,
	"evidence" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "provider_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dataset_id" integer,
	"kind" text NOT NULL,
	"base_url" text,
	"model" text NOT NULL,
	"sealed_key" text,
	"limits" jsonb NOT NULL,
	"updated_by" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "question_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"set_id" integer NOT NULL,
	"position" smallint NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"expected" text,
	CONSTRAINT "question_position" UNIQUE("set_id","position")
);
--> statement-breakpoint
CREATE TABLE "question_run" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "question_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"job_id" text,
	"state" text DEFAULT 'running' NOT NULL,
	"kind" text NOT NULL,
	"model" text NOT NULL,
	"budget" jsonb NOT NULL,
	"samples" integer DEFAULT 0 NOT NULL,
	"classes" smallint[] DEFAULT '{}' NOT NULL,
	"samples_done" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"money" double precision DEFAULT 0 NOT NULL,
	"note" text,
	"started_by" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "question_set" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "question_set_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"class_index" smallint,
	"sample_id" bigint,
	"version" integer NOT NULL,
	"synonyms" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"written_by" text,
	"user_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reader_answer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reader_answer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"question_id" integer NOT NULL,
	"user_id" text NOT NULL,
	"answer" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consistency" ADD CONSTRAINT "consistency_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consistency" ADD CONSTRAINT "consistency_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider" ADD CONSTRAINT "provider_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question" ADD CONSTRAINT "question_set_id_question_set_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."question_set"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_run" ADD CONSTRAINT "question_run_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_set" ADD CONSTRAINT "question_set_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_set" ADD CONSTRAINT "question_set_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_answer" ADD CONSTRAINT "reader_answer_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_answer" ADD CONSTRAINT "reader_answer_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consistency_dataset" ON "consistency" USING btree ("dataset_id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_of" ON "provider" USING btree (coalesce("dataset_id", 0));--> statement-breakpoint
CREATE INDEX "question_run_dataset" ON "question_run" USING btree ("dataset_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "question_set_class" ON "question_set" USING btree ("dataset_id","class_index") WHERE retired_at is null and class_index is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "question_set_sample" ON "question_set" USING btree ("sample_id") WHERE retired_at is null and sample_id is not null;--> statement-breakpoint
CREATE INDEX "reader_answer_sample" ON "reader_answer" USING btree ("sample_id");