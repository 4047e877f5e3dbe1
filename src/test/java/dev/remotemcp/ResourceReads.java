package dev.remotemcp;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds in compiled classes which resources they read. */
final class ResourceReads {

    private static final Set<String> READERS = Set.of(
            "java/lang/Class.getResource", "java/lang/Class.getResourceAsStream",
            "java/lang/ClassLoader.getResource", "java/lang/ClassLoader.getResources",
            "java/lang/ClassLoader.getResourceAsStream", "java/lang/ClassLoader.getSystemResource",
            "java/lang/ClassLoader.getSystemResourceAsStream", "java/lang/Module.getResourceAsStream",
            "io/helidon/config/ConfigSources.classpath", "io/helidon/config/ConfigSources.classpathAll");

    private ResourceReads() {
    }

    /**
     * The resources that the classes in a folder read, as class loaders name them.
     *
     * @throws AssertionError if one is named by anything but a constant, which nobody can list
     */
    static Set<String> in(Path classes) throws IOException {
        Set<String> resources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                for (MethodModel method : model.methods()) {
                    method.code().ifPresent(code -> collect(model, code, resources));
                }
            }
        }
        return resources;
    }

    private static void collect(ClassModel model, CodeModel code, Set<String> resources) {
        List<Instruction> instructions = code.elementStream()
                .filter(Instruction.class::isInstance).map(Instruction.class::cast).toList();
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i) instanceof InvokeInstruction call
                    && READERS.contains(call.owner().asInternalName() + "." + call.name().stringValue())) {
                if (i > 0 && instructions.get(i - 1) instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof String name) {
                    resources.add(absolute(model, call, name));
                } else {
                    throw new AssertionError(model.thisClass().asInternalName() + " computes the name of a resource; "
                            + "a native executable has only those whose names are known when it is built");
                }
            }
        }
    }

    private static String absolute(ClassModel model, InvokeInstruction call, String name) {
        if (!call.owner().asInternalName().equals("java/lang/Class")) {
            return name;
        }
        String self = model.thisClass().asInternalName();
        return name.startsWith("/") ? name.substring(1) : self.substring(0, self.lastIndexOf('/') + 1) + name;
    }
}
