/**
 * Remembers the last answers with their ETag, so that asking again costs a 304 when nothing changed.
 * In memory alone: reports hold personal data, and the browser's cache would keep them on the disk.
 */
interface Answer {
  etag: string;
  body: string;
  headers: [string, string][];
}

export class RememberedAnswers {
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly most = 80) {}

  etagOf(url: string): string | undefined {
    return this.answers.get(url)?.etag;
  }

  /** Keeps an answer that has an ETag; returns one that can still be read. */
  async keep(url: string, response: Response): Promise<Response> {
    const etag = response.headers.get("ETag");
    if (etag === null || !response.headers.get("Content-Type")?.includes("json")) return response;
    const body = await response.text();
    this.answers.delete(url);
    this.answers.set(url, { etag, body, headers: [...response.headers.entries()] });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.most) break;
      this.answers.delete(oldest);
    }
    return new Response(body, { status: response.status, headers: response.headers });
  }

  /** The remembered answer in place of a 304. */
  recall(url: string): Response | undefined {
    const answer = this.answers.get(url);
    return answer && new Response(answer.body, { status: 200, headers: answer.headers });
  }

  forget(): void {
    this.answers.clear();
  }
}
