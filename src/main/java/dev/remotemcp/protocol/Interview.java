package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Gets answers from the client's side, in the manner of its era. */
interface Interview {

    /**
     * @param questions by keys of the handler's choice
     * @return a result for each question, which the question has read without complaint
     */
    Map<String, ObjectNode> ask(Map<String, Question<?>> questions) throws InterruptedException;
}
