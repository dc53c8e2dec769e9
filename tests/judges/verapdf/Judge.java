import java.io.File;
import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.core.ModelParsingException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files follow the standards they claim: {@code Judge FLAVOUR[,FLAVOUR…] FILE…}, flavours as
 * veraPDF names them (ua1, 3a). Prints each failed clause once a file with the first place it was found at, then a
 * summary; ends with 1 when anything failed.
 */
final class Judge {
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: Judge FLAVOUR[,FLAVOUR…] FILE…");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        int faults = 0;
        for (String flavour : arguments[0].split(",")) {
            for (String file : files) {
                for (String fault : judge(PDFAFlavour.byFlavourId(flavour), new File(file))) {
                    System.out.println(file + ": " + flavour + " " + fault);
                    faults++;
                }
            }
        }
        System.out.println("verapdf: " + files.size() + " files, " + arguments[0] + ", " + faults + " faults");
        System.exit(faults == 0 ? 0 : 1);
    }

    private static List<String> judge(PDFAFlavour flavour, File file) throws Exception {
        try (FileInputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, String> faults = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    String place = assertion.getLocation() == null ? "" : " at " + assertion.getLocation().getContext();
                    faults.putIfAbsent(rule, rule + " " + assertion.getMessage() + place);
                }
            }
            List<String> all = new ArrayList<>(faults.values());
            if (all.isEmpty() && !result.isCompliant()) {
                all.add("does not follow the standard");
            }
            return all;
        } catch (ModelParsingException fault) {
            return List.of("cannot be read (" + fault.getCause() + ")");
        }
    }
}
