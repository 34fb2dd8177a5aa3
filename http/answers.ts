import { channel } from 'node:diagnostics_channel';
import type { HttpEvent, HttpResponse } from './http.ts';

/** A request, and what it was answered. */
export interface Answered {
  readonly event: HttpEvent;
  readonly answer: HttpResponse;
}

/** Tells every answer to whoever listens: tests hold them against what the API promises. */
export const ANSWERS = channel('wardbell:answers');
