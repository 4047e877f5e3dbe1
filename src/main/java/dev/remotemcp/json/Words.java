package dev.remotemcp.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes, eight at a time: the first of them is the lowest of the word. */
final class Words {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {
    }

    static long get(byte[] bytes, int index) {
        return (long) WORD.get(bytes, index);
    }

    static void set(byte[] bytes, int index, long word) {
        WORD.set(bytes, index, word);
    }
}
