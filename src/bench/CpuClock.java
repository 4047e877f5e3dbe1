import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** CPU time in microseconds. What the JVM tells of it is counted in ticks of 10 ms, and so misses short work. */
final class CpuClock {

    private static final boolean IS_MAC = System.getProperty("os.name").startsWith("Mac");
    private static final int PROCESS = IS_MAC ? 12 : 2;
    private static final int THREAD = IS_MAC ? 16 : 3;
    private static final MethodHandle GET_TIME = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MemorySegment TIME = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);

    private CpuClock() {
    }

    static double ofProcess() {
        return micros(PROCESS);
    }

    static double ofThread() {
        return micros(THREAD);
    }

    private static double micros(int clock) {
        try {
            if ((int) GET_TIME.invokeExact(clock, TIME) != 0) {
                throw new IllegalStateException("this system has no clock of CPU time");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return TIME.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1e6 + TIME.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e3;
    }
}
