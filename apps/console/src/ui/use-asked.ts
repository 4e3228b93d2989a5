import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Answer, ask } from '../ask.ts';

export type Asked<T> = { readonly state: 'asking' } | Answer<T>;

/**
 * The node's answer for `path` of a member, asked for again `everyMs` after each one; never again
 * where that is undefined. Another `turn` asks at once.
 */
export function useAsked<T>(
  member: string | undefined,
  path: string | undefined,
  everyMs: number | undefined,
  turn?: number,
): Asked<T> {
  const answer = useSignal<Asked<T>>({ state: 'asking' });
  useEffect(() => {
    answer.value = { state: 'asking' };
  }, [member, path]);
  useEffect(() => {
    if (member === undefined || path === undefined) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function once(id: string, of: string): Promise<void> {
      const asked = await ask<T>(id, of, { signal: abort.signal });
      if (abort.signal.aborted) return;
      answer.value = asked;
      if (everyMs !== undefined) timer = setTimeout(() => void once(id, of), everyMs);
    }
    void once(member, path);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [member, path, everyMs, turn]);
  return answer.value;
}
