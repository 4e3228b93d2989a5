import { isRecord } from '../shape/shape.ts';
import { textOf, utf8 } from './bytes.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import type { Document, Signed } from './signed.ts';

export function encodeSigned(signed: Signed<Document>): Uint8Array {
  return utf8(canonicalJson(signed as unknown as JsonValue));
}

/**
 * A signed document of this kind, or undefined. Only the outside is looked at: whoever holds a valid
 * signature is a member whose documents have the form they should, and whoever does not is refused.
 */
export function decodeSigned<D extends Document>(octets: Uint8Array, kind: D['kind']): Signed<D> | undefined {
  const text = textOf(octets);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isRecord(value['document'])) return undefined;
  const { document, keyId, signature } = value;
  const whole =
    document['kind'] === kind &&
    typeof document['member'] === 'string' &&
    typeof document['atMs'] === 'number' &&
    typeof keyId === 'string' &&
    typeof signature === 'string';
  return whole ? (value as unknown as Signed<D>) : undefined;
}
