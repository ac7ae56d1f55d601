import { FILTERS } from '#/ml/classic/label-issues.ts';

/** The page of `errata find --help`. */
export const findHelp = `errata find: which labels are wrong?

  errata find INPUT [options]
  errata find INPUT --pred-probs P.npy [options]
  errata find --pred-probs P.npy --labels y.npy [options]
  errata find --embeddings E.npy --labels y.npy [options]

Reads labelled samples, asks a model that never saw a sample's own label what it thinks of it, and prints every
sample, the most doubtful label first. Nothing is changed and nothing leaves this machine: no server, no database.

INPUT   a CSV, TSV, JSONL, JSON or Parquet file with a column of texts and one of labels; or a folder or ZIP of pictures
        with a folder per class (cats/1.png, dogs/2.png); or a .npy array of embeddings, with --labels.

EXAMPLES
  errata find reviews.csv
        On a terminal: the 20 most doubtful labels and a summary. Columns are guessed from names and values.
  errata find reviews.csv --out issues.csv --report issues.html
        All rows into issues.csv; a page that shows the samples, to read and pass on, into issues.html.
  errata find photos/ --out issues.jsonl --format jsonl
        A folder of pictures. The features are learned on the pictures themselves.
  errata find data.parquet --text-column body --label-column topic --id-column key
        Columns by name, where the guess is wrong.
  errata find --pred-probs P.npy --labels y.npy --filter-by both --out issues.csv
        A model of your own: confident learning on its out-of-sample probabilities, equal to cleanlab 2.9.0.
  errata find data.csv --pred-probs probs.csv | head
        The probabilities may be a table; its header names the classes.

WHAT COMES OUT
  One row per sample, the most doubtful first, to --out or stdout; the summary to stderr. Columns never change order:
  id               from --id-column; else the number of the row, from 0; for pictures their path
  is_label_issue   true: the label is held for wrong
  label_quality    0 to 1, low is doubtful: 0 look first, 1 fine (as in cleanlab)
  given_label      the label in the data; empty where there is none
  suggested_label  the likeliest other label
  p_suggested      how likely the model holds that one to be, 0 to 1
  …                one column per reason to doubt, 0 to 1, 1 look first
  Look at the first rows yourself before you believe them: a model doubts hard samples as well as wrong labels. “Estimated
  wrong” in the summary is the model's count; only people who look at a random sample can tell how far it is off, and
  that is what the review in the browser (npm start) does.

WHAT THE SAMPLES ARE
  --task text|image        guessed from the input
  --text-column NAME       --image-column NAME       --label-column NAME       --id-column NAME
  --label-separator SEP    a label cell holds several labels, as in “red;round”; needs --pred-probs

WHAT IS KNOWN OF THEM
  --encoder lsa|patches    how texts or pictures become numbers; both learn on the data itself (lsa: text, patches: image)
  --embeddings FILE        [N × D] numbers of your own in place of an encoder, in the order of the rows
  --pred-probs FILE        [N × K] probabilities by a model that did not see the sample's label, for instance
                           cross_val_predict(model, X, y, method='predict_proba'), saved with np.save
  --labels FILE            [N] labels without an INPUT: class numbers from 0, or names; [N × K] zeros and ones where
                           samples have several labels
  --classes A,B,C          names of the columns of --pred-probs, in their order
  FILE is .npy (float16, float32 or float64, C or Fortran order; integers), CSV, TSV, JSONL or Parquet. Without a header or
  --classes the columns are the class numbers 0, 1, 2, …, or else the labels in sorted order. Rows have to sum to 1;
  a sum between .99 and 1.01 is taken for rounding, divided out and noted. Files of any size are read in blocks.

HOW
  --method auto|classic    auto: leave-one-out experts under a noise matrix, and confident learning where --pred-probs
                           are given; classic: confident learning, needs --pred-probs
  --filter-by RULE         which labels confident learning holds for wrong [${FILTERS[0]}]:
    prune_by_noise_rate    per pair of classes, as many as the joint counts, the largest margins first
    prune_by_class         per class, as many as the joint counts, the lowest self-confidence first
    both                   those that both of these find
    confident_learning     those off the diagonal of the confident joint
    predicted_neq_given    those whose likeliest class is another
    low_normalized_margin, low_self_confidence
                           as many as confident_learning finds, the lowest scores first
    published              the procedure of the label-errors study: the lowest margins, as many as the uncalibrated joint
                           expects, or as --count says
  --joint calibrated|uncalibrated
                           the counts that the prune rules go by [calibrated]
  --count N                published only: so many
  --seed N                 the same seed on the same data gives the same result, here and in the review [0]

OUTPUT
  --format csv|jsonl|json  [csv, or by the ending of --out]
  --out FILE               [stdout]
  --report FILE            an HTML page of its own: the most doubtful samples, which class is taken for which, the
                           estimate, checksums of the data, and a patch to download
  -h, --help               this page

EXIT CODES
  0  done      1  failed, with what went wrong      2  bad usage or bad input, one line for each problem
`;
