import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A call, and what it is measured by: the same with the SDK alone. */
record Comparison(String operation, Work through, Work bare) {

    interface Work {
        void run() throws Exception;
    }

    /**
     * What a call took, in microseconds.
     *
     * @param ofCaller the part of the CPU time that is the calling thread's, which is the client of the server
     */
    private record Cost(double wall, double cpu, double ofCaller) {

        double cpuOfOthers() {
            return cpu - ofCaller;
        }
    }

    /** Some calls of both that are not measured. */
    void warmUp() throws Exception {
        measure(10, through);
        measure(10, bare);
    }

    /**
     * A round has a block of the one and a block of the other, and either is first in every other round.
     *
     * @return a line that tells the medians of the rounds' ratios
     */
    String measure(int size, int rounds) throws Exception {
        int calls = Math.clamp(40_000_000 / size, 40, 200);
        Cost[] ofThrough = new Cost[rounds];
        Cost[] ofBare = new Cost[rounds];
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                ofThrough[round] = measure(calls, through);
            }
            ofBare[round] = measure(calls, bare);
            if (round % 2 == 1) {
                ofThrough[round] = measure(calls, through);
            }
        }
        return String.format(Locale.ROOT, "%-19s %7d bytes: wall %.2f (bare %.0f us), CPU %.2f (bare %.0f us)%s",
                operation, size,
                ratio(ofThrough, Cost::wall, ofBare, Cost::wall), median(ofBare, Cost::wall),
                ratio(ofThrough, Cost::cpu, ofBare, Cost::cpu), median(ofBare, Cost::cpu),
                operation.endsWith("store")
                        ? ""
                        : ", %.2f without the client's".formatted(
                                ratio(ofThrough, Cost::cpuOfOthers, ofBare, Cost::cpu)));
    }

    private static Cost measure(int calls, Work work) throws Exception {
        double cpu = CpuClock.ofProcess();
        double ofCaller = CpuClock.ofThread();
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            work.run();
        }
        return new Cost((System.nanoTime() - start) / 1e3 / calls, (CpuClock.ofProcess() - cpu) / calls,
                (CpuClock.ofThread() - ofCaller) / calls);
    }

    private static double ratio(
            Cost[] through, ToDoubleFunction<Cost> part, Cost[] bare, ToDoubleFunction<Cost> ofWhat) {
        return median(IntStream.range(0, bare.length)
                .mapToDouble(round -> part.applyAsDouble(through[round]) / ofWhat.applyAsDouble(bare[round])));
    }

    private static double median(Cost[] costs, ToDoubleFunction<Cost> part) {
        return median(Arrays.stream(costs).mapToDouble(part));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
