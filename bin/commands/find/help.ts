/** The page of `errata find --help`, at most 80 columns wide. */
export const findHelp = `errata find: which labels are wrong?

  errata find INPUT [options]
  errata find INPUT --pred-probs P.npy [options]
  errata find --pred-probs P.npy --labels y.npy [options]
  errata find --embeddings E.npy --labels y.npy [options]

Reads labelled samples, asks a model that never saw a sample's own label what
it thinks of it, and prints every sample, the most doubtful label first.
Nothing is changed and nothing leaves this machine: no server, no database.

INPUT is a CSV, TSV, JSONL, JSON or Parquet file with a column of texts and one
of labels; or a folder or ZIP of pictures with a folder per class (cats/1.png,
dogs/2.png); or relations between two entities of a sentence, as TACRED,
SemEval-2010 Task 8 and others write them; or a .npy array of embeddings, with
--labels beside it.

EXAMPLES
  errata find reviews.csv
      On a terminal: the 20 most doubtful labels and a summary. Columns are
      guessed from names and values.
  errata find reviews.csv --out issues.csv --report issues.html
      All rows into issues.csv; a page that shows the samples, to read and to
      pass on, into issues.html.
  errata find photos/ --out issues.jsonl
      A folder of pictures. Features are learned on the pictures themselves.
  errata find data.parquet --text-column body --label-column topic
      Columns by name, where the guess is wrong.
  errata find --pred-probs P.npy --labels y.npy --filter-by both --out x.csv
      A model of your own: confident learning on its out-of-sample
      probabilities, equal to cleanlab 2.9.0.
  errata find data.csv --pred-probs probs.csv | head
      Probabilities may be a table; its header names the classes.

WHAT COMES OUT
  One row per sample, the most doubtful first, to --out or stdout; the summary
  goes to stderr. These columns, in this order:
    id               from --id-column; else the row's number, from 0; of a
                     picture its path
    is_label_issue   true: the label is held for wrong
    label_quality    0 to 1: 0 look first, 1 fine (low is doubtful, as in
                     cleanlab)
    given_label      the label in the data; empty where there is none
    suggested_label  the likeliest other label
    p_suggested      how likely the model holds that one to be, 0 to 1, when it
                     does not look at the given label
    ...              one column per reason to doubt, 0 to 1, 1 look first
  Look at the first rows before you believe them: a model doubts hard samples as
  well as wrong labels. "Estimated wrong" is the model's count; how far it is
  off only people can tell who look at a random sample, and that is what the
  review in the browser (npm start) is for.

WHAT THE SAMPLES ARE
  --task text|image|relation
                         guessed from the input
  --text-column NAME, --image-column NAME, --label-column NAME, --id-column NAME
                         guessed from names and values
  --label-separator SEP  a label cell holds several labels, such as "red;round";
                         needs --pred-probs

WHAT IS KNOWN OF THEM
  --encoder lsa|patches|relation
                         how texts (lsa), pictures (patches) or relations
                         (relation) become numbers; each learns on the data
  --embeddings FILE      [N x D] numbers of your own instead, row by row
  --pred-probs FILE      [N x K] probabilities by a model that did not see the
                         sample's label, such as scikit-learn's
                         cross_val_predict(model, X, y, method='predict_proba')
  --labels FILE          [N] labels without an INPUT: class numbers from 0, or
                         names; [N x K] zeros and ones for several labels each
  --classes A,B,C        names of the columns of --pred-probs, in their order
  FILE is .npy (float16 to float64, C or Fortran order; integers; for labels
  texts too), CSV, TSV, JSONL or Parquet. Without a header or --classes the
  columns are the class numbers 0, 1, 2 and so on, or else the labels in sorted
  order. Rows of probabilities have to sum to 1; a sum from .99 to 1.01 is taken
  for rounding, divided out and noted. Large files are read in blocks.

HOW
  --method auto|classic  auto: leave-one-out experts under a noise matrix, and
                         confident learning where --pred-probs are given;
                         classic: confident learning, needs --pred-probs
  --filter-by RULE       which labels confident learning holds for wrong
    prune_by_noise_rate    per pair of classes as many as the joint counts, the
                           largest margins first (default)
    prune_by_class         per class as many as the joint counts, the lowest
                           self-confidence first
    both                   those that both of these find
    confident_learning     those off the diagonal of the confident joint
    predicted_neq_given    those whose likeliest class is another
    low_normalized_margin, low_self_confidence
                           as many as confident_learning, lowest scores first
    published              as in the study "Pervasive Label Errors": the lowest
                           margins, as many as the uncalibrated joint expects,
                           or as --count says
  --joint calibrated|uncalibrated
                         what the prune rules count by (default: calibrated)
  --count N              published only: so many
  --seed N               the same seed on the same data gives the same order,
                         here and in the review (default: 0)

OUTPUT
  --format csv|jsonl|json  default: by the ending of --out, else csv
  --out FILE               default: stdout
  --report FILE            an HTML page by itself: the most doubtful samples,
                           which class is taken for which, the estimate,
                           checksums of the data, and a patch to download
  -h, --help               this page

EXIT CODES
  0 done    1 failed    2 bad usage or bad input, one line for each problem
`;
