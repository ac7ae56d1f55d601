/** Writes a small ONNX model (protocol buffers, ir_version 8, opset 17); the format of https://onnx.ai. */

export interface OnnxNode {
  op: 'MatMul' | 'Gemm' | 'Relu' | 'Gather' | 'ReduceMean' | 'Add' | 'Mul' | 'Concat' | 'Reshape' | 'Transpose';
  inputs: string[];
  output: string;
  /** Integer attributes, as transA and transB of Gemm, or lists of them, as axes of ReduceMean. */
  attributes?: Record<string, number | number[]>;
}

export interface OnnxGraph {
  /** Name of each input with the names of its axes; the same name is the same length. */
  inputs: Record<string, string[]>;
  /** Inputs of whole numbers (int64), as token ids. */
  whole?: readonly string[];
  /** Constants the nodes may use, by name; row-major, float32 or int64. */
  constants?: Record<string, Constant>;
  nodes: OnnxNode[];
  output: { name: string; axes: string[] };
  /** Outputs besides. */
  more?: { name: string; axes: string[] }[];
}

interface Constant {
  shape: number[];
  values: Float32Array | BigInt64Array;
}

const text = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

const bytes = (field: number, content: ArrayLike<number>): number[] => [
  ...varint((field << 3) | 2),
  ...varint(content.length),
  ...Array.from(content),
];
const string = (field: number, value: string): number[] => bytes(field, text.encode(value));
const integer = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];

const FLOAT = 1;
const INT64 = 7;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

function valueInfo(field: number, name: string, axes: string[], type = FLOAT): number[] {
  const shape = axes.flatMap((axis) => bytes(1, string(2, axis)));
  const tensor = [...integer(1, type), ...bytes(2, shape)];
  return bytes(field, [...string(1, name), ...bytes(2, bytes(1, tensor))]);
}

function node({ op, inputs, output, attributes = {} }: OnnxNode): number[] {
  return bytes(1, [
    ...inputs.flatMap((input) => string(1, input)),
    ...string(2, output),
    ...string(4, op),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      bytes(
        5,
        Array.isArray(value)
          ? [...string(1, name), ...value.flatMap((v) => integer(8, v)), ...integer(20, INTS_ATTRIBUTE)]
          : [...string(1, name), ...integer(3, value), ...integer(20, INT_ATTRIBUTE)],
      ),
    ),
  ]);
}

function constant(name: string, { shape, values }: Constant): number[] {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? FLOAT : INT64;
  return bytes(5, [...shape.flatMap((d) => integer(1, d)), ...integer(2, type), ...string(8, name), ...bytes(9, raw)]);
}

/** The model's bytes. Axis lengths stay open; they are those of the tensors that are passed. */
export function onnxModel({ inputs, whole = [], constants = {}, nodes, output, more = [] }: OnnxGraph): Uint8Array {
  const graph = [
    ...nodes.flatMap(node),
    ...string(2, 'graph'),
    ...Object.entries(constants).flatMap(([name, tensor]) => constant(name, tensor)),
    ...Object.entries(inputs).flatMap(([name, axes]) =>
      valueInfo(11, name, axes, whole.includes(name) ? INT64 : FLOAT),
    ),
    ...[output, ...more].flatMap(({ name, axes }) => valueInfo(12, name, axes)),
  ];
  return new Uint8Array([...integer(1, 8), ...bytes(7, graph), ...bytes(8, integer(2, 17))]);
}
