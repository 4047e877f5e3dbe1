/**
 * What the widget knows, and how that changes. Two may ask for weather: the chat, whose call the host tells of, and the
 * page itself. Who asked last is answered; the host does not say to which question a result belongs.
 */
import { type Failure, type Report, type ToolResult, readAnswer, text } from "./weather";

/** A chat's question may arrive while the model is still writing it. */
type Input = "partial" | "complete";

interface Question {
  readonly location?: string;
  readonly input: Input;
}

export interface State {
  /** The last good values: they stay while others are awaited and when a call fails. */
  readonly shown?: { readonly report: Report; readonly asked: string };
  /** A call is under way, and whose; for a place where one is known. */
  readonly awaited?: Question & { readonly by: "chat" | "page" };
  /** Why the last call brought no values. */
  readonly failure?: Failure;
  /** The chat's call is under way too, but the page has asked since; how much of the input was known then. */
  readonly overtaken?: Input;
}

export const NOTHING: State = {};

export function toolInputPartial(state: State, soFar: unknown): State {
  return state.overtaken === "partial" ? state : awaiting(shownOf(state), "chat", question(soFar, "partial"));
}

export function toolInput(state: State, toolArguments: unknown): State {
  return state.overtaken === "partial"
    ? { ...state, overtaken: "complete" }
    : awaiting(shownOf(state), "chat", question(toolArguments, "complete"));
}

export function toolResult(state: State, result: ToolResult): State {
  // Without any input, the result is news all the same.
  return state.overtaken !== undefined
    ? withoutOvertaken(state)
    : answered(state.awaited?.by === "chat" ? state : shownOf(state), result);
}

/** A cancelled call ends the waiting for it; where none is under way, it takes nothing away. */
export function toolCancelled(state: State, reason: string | undefined): State {
  if (state.overtaken !== undefined) {
    return withoutOvertaken(state);
  }
  const detail = reason?.trim();
  return state.awaited?.by === "chat"
    ? failed(state, { message: detail ? `The request was cancelled: ${detail}` : "The request was cancelled." })
    : state;
}

/** The page asks. */
export function asked(state: State, toolArguments: unknown): State {
  const overtaken = state.awaited?.by === "chat" ? state.awaited.input : state.overtaken;
  return {
    ...awaiting(shownOf(state), "page", question(toolArguments, "complete")),
    ...(overtaken !== undefined && { overtaken }),
  };
}

/** What is awaited has come. */
export function answered(state: State, result: ToolResult): State {
  const answer = readAnswer(result);
  return answer.kind === "report"
    ? { ...overtakenOf(state), shown: { report: answer.report, asked: state.awaited?.location ?? answer.report.location } }
    : failed(state, answer.failure);
}

/** What is awaited will not come. */
export function failed(state: State, failure: Failure): State {
  const location = state.awaited?.location;
  return {
    ...shownOf(state),
    ...overtakenOf(state),
    failure: { ...(location !== undefined && { location }), ...failure },
  };
}

function awaiting(state: State, by: "chat" | "page", asking: Question): State {
  return { ...state, awaited: { by, ...asking } };
}

function question(toolArguments: unknown, input: Input): Question {
  const location = text((toolArguments as { location?: unknown } | undefined)?.location);
  return { input, ...(location !== undefined && { location }) };
}

function shownOf({ shown }: State): State {
  return shown === undefined ? {} : { shown };
}

function overtakenOf({ overtaken }: State): State {
  return overtaken === undefined ? {} : { overtaken };
}

function withoutOvertaken({ overtaken: _, ...others }: State): State {
  return others;
}
