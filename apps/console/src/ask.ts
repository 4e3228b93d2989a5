/** What came of a request; a refusal is in words for the person who asked. */
export type Answer<T> =
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly reason: string };

interface Request {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** Asks the node for `path` of a member. Never throws. */
export async function ask<T>(member: string, path: string, request: Request = {}): Promise<Answer<T>> {
  const { method, body, signal } = request;
  try {
    const response = await fetch(`api/v1/members/${member}/${path}`, {
      ...(method !== undefined && { method }),
      ...(signal !== undefined && { signal }),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.status === 404) return { state: 'missing' };
    if (!response.ok) return { state: 'failed', reason: await refusal(response) };
    const value: unknown = response.status === 204 ? undefined : await response.json();
    return { state: 'known', value: value as T };
  } catch (error) {
    return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function refusal(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => undefined)) as { readonly message?: string } | undefined;
  return problem?.message ?? `status ${response.status}`;
}
