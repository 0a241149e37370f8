#include "formats/tell.hpp"

// The fixed words of reports, each written out where translators' tools can find it.

namespace tutela {

std::string said(const Language& language, Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return language.trc("verdict", "met");
        case Verdict::not_met: return language.trc("verdict", "not met");
        case Verdict::undetermined: return language.trc("verdict", "undetermined");
        case Verdict::needs_judgement: return language.trc("verdict", "needs judgement");
        case Verdict::excepted: return language.trc("verdict", "excepted");
        case Verdict::not_applicable: return language.trc("verdict", "not applicable");
    }
    return "";
}

std::string said(const Language& language, Severity severity) {
    switch (severity) {
        case Severity::critical: return language.trc("severity", "critical");
        case Severity::major: return language.trc("severity", "major");
        case Severity::minor: return language.trc("severity", "minor");
        case Severity::advisory: return language.trc("severity", "advisory");
    }
    return "";
}

std::string said(const Language& language, Reason reason) {
    switch (reason) {
        case Reason::none: return "";
        case Reason::nothing_to_check: return language.tr("nothing to check");
        case Reason::not_documented: return language.tr("not documented");
        case Reason::not_yet_due: return language.tr("not yet due");
        case Reason::precedence: return language.tr("another rule comes first");
        case Reason::blocked_by: return language.tr("waits for another rule");
        case Reason::judged: return language.tr("judged");
    }
    return "";
}

std::string said(const Language& language, Checked checked) {
    switch (checked) {
        case Checked::unstated: return "";
        case Checked::unverified: return language.trc("citation", "unverified");
        case Checked::title: return language.trc("citation", "title seen");
        case Checked::read: return language.trc("citation", "read");
    }
    return "";
}

std::string said(const Language& language, EvidenceLevel level) {
    switch (level) {
        case EvidenceLevel::claimed: return language.trc("evidence", "claimed");
        case EvidenceLevel::documented: return language.trc("evidence", "documented");
        case EvidenceLevel::verified_internal:
            return language.trc("evidence", "verified by ourselves");
        case EvidenceLevel::verified_external:
            return language.trc("evidence", "verified by others");
    }
    return "";
}

std::string said(const Language& language, ScanKind kind) {
    switch (kind) {
        case ScanKind::email: return language.trc("scan", "e-mail address");
        case ScanKind::telephone: return language.trc("scan", "telephone number");
        case ScanKind::coordinates: return language.trc("scan", "coordinates");
        case ScanKind::identity_document:
            return language.trc("scan", "number of an identity document");
        case ScanKind::precise_site: return language.trc("scan", "place of a site, too exact");
        case ScanKind::personal_name: return language.trc("scan", "name of a person");
        case ScanKind::case_story: return language.trc("scan", "story of one person");
        case ScanKind::small_count: return language.trc("scan", "small count of a sensitive group");
        case ScanKind::exact_place: return language.trc("scan", "exact place of people at risk");
    }
    return "";
}

std::string said(const Language& language, Origin origin) {
    switch (origin) {
        case Origin::unstated: return "";
        case Origin::norm: return language.tr("norm");
        case Origin::sector_guidance: return language.tr("sector guidance");
        case Origin::project_default: return language.tr("project default");
    }
    return "";
}

std::string said(const Language& language, Phase phase) {
    switch (phase) {
        case Phase::assessment: return language.trc("phase", "assessment");
        case Phase::design: return language.trc("phase", "design");
        case Phase::implementation: return language.trc("phase", "implementation");
        case Phase::monitoring: return language.trc("phase", "monitoring");
        case Phase::closure: return language.trc("phase", "closure");
    }
    return "";
}

}  // namespace tutela
