/** What the widget knows, and how that changes. */
import { type Failure, type Report, type ToolResult, readAnswer, text } from "./weather";

export interface State {
  /** The last good values: they stay while others are awaited and when a call fails. */
  readonly shown?: { readonly report: Report; readonly asked: string };
  /** A call is under way; for a place where one is known. */
  readonly awaited?: { readonly location?: string };
  /** Why the last call brought no values. */
  readonly failure?: Failure;
}

export const NOTHING: State = {};

export function awaiting(state: State, toolArguments: unknown): State {
  const location = text((toolArguments as { location?: unknown } | undefined)?.location);
  return { ...kept(state), awaited: location === undefined ? {} : { location } };
}

export function received(state: State, result: ToolResult): State {
  const answer = readAnswer(result);
  return answer.kind === "report"
    ? { shown: { report: answer.report, asked: state.awaited?.location ?? answer.report.location } }
    : failed(state, answer.failure);
}

/** A cancelled call ends the waiting; where none is under way, it takes nothing away. */
export function cancelled(state: State, reason: string | undefined): State {
  const detail = reason?.trim();
  return state.awaited === undefined
    ? state
    : failed(state, { message: detail ? `The request was cancelled: ${detail}` : "The request was cancelled." });
}

export function failed(state: State, failure: Failure): State {
  return { ...kept(state), failure: { ...state.awaited, ...failure } };
}

function kept({ shown }: State): State {
  return shown === undefined ? {} : { shown };
}
