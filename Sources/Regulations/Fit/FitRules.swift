import Basics
import Registry
import TextReuse

/// What stands in `Content/Regulations/fit.yaml`, made ready for looking through texts.
package struct FitRules: Sendable {
  struct Leading: Decodable, Sendable {
    struct MayHave: Decodable, Sendable {
      var kind: String
      var subjects: [String]
    }
    var verbs: [String]
    var passive: [String]
    var denials: [String]
    var others: [String]
    var persons: [String]
    var groups: [String]
    /// Associations beside those of subjects.yaml, each by its names.
    var associations: [[String]]
    /// What follows is not led: «phối hợp với …», «đảng viên làm việc ở …».
    var ends: [String]
    /// Behind a body: whose leadership it stands under.
    var under: [String]
    var actors: [String]
    var mayHave: [MayHave]
    var source: String
    var certainty: String
  }

  /// A verb that decides, with what it decides close behind.
  struct Form: Decodable, Sendable {
    var verbs: [String]
    var objects: [String]
    var gap: Int
    /// What ends the verb's reach, in place of what ends that of a deciding verb.
    var breaks: [String]?
  }

  struct ReadyForm: Sendable {
    var verbs: PhraseSet
    var objects: PhraseSet
    var gap: Int
    var breaks: PhraseSet?
  }

  struct Rule: Decodable, Sendable {
    var id: String
    var matter: String
    var kinds: [String]
    var phrases: [String]
    var needs: [String]?
    var unlessBefore: [String]?
    var unlessAfter: [String]?
    /// How many words may stand between; two if not told.
    var after: Int?
    var unlessSentence: [String]?
    var objects: [String]?
    var forms: [Form]?
    var opens: [String]?
    /// How far from the phrase one of `needs` may stand; anywhere in the sentence if not told.
    var reach: Int?
    var breaks: [String]?
    var own: [String]?
    var others: [String]?
    /// Whom one visits, where one takes part: behind a verb of taking part the meeting is theirs.
    var visited: [String]?
    var within: Int
    var from: String?
    var to: String?
    var severity: Finding.Severity
    var title: String
    var says: String
    var remedy: String
    var source: String
    var certainty: String
  }

  struct Requirement: Decodable, Sendable {
    var id: String
    var kinds: [String]
    var allOf: [[String]]
    var from: String?
    var severity: Finding.Severity
    var title: String
    var says: String
    var remedy: String
    var source: String
    var certainty: String
  }

  struct References: Decodable, Sendable {
    var elsewhere: [String]
    var own: [String]
  }

  struct Symbol: Decodable, Sendable {
    var kinds: [String]
    var ends: [String]
  }

  struct Deciding: Sendable {
    var verbs: PhraseSet
    /// Who may stand before the verb that opens a sentence.
    var actors: PhraseSet
    var grants: PhraseSet
    var yields: PhraseSet
    var nounBefore: PhraseSet
    var nounAfter: PhraseSet
    var stops: PhraseSet
    /// How many words behind the verb.
    var reach: Int
  }

  /// A post that a text may give duties to.
  struct Post: Sendable {
    var title: String
    var kinds: [String]
    var phrases: PhraseSet
    var unlessAfter: PhraseSet
  }

  private struct Decides: Decodable {
    var verbs: [String]
    var actors: [String]
    var grants: [String]
    var yields: [String]
    var nounBefore: [String]
    var nounAfter: [String]
    var stops: [String]
    var reach: Int
  }
  private struct Places: Decodable {
    struct Word: Decodable {
      var word: String
      /// 1 the lowest of the State.
      var level: Int
    }
    var words: [Word]
    var noNames: [String]
    var past: [String]
    var pastBehind: [String]
    struct Relation: Decodable {
      var words: [String]
      var with: [String]?
      var within: Int
    }
    var relations: [Relation]
  }
  private struct PostEntry: Decodable {
    var title: String
    var kinds: [String]
    var phrases: [String]
    var unlessAfter: [String]
  }

  private struct File: Decodable {
    var attending: [String]
    var olderDocument: [String]
    var decides: Decides
    var places: Places
    var posts: [PostEntry]
    var olderTerm: [String]
    var leading: Leading
    var rules: [Rule]
    var requires: [Requirement]
    var references: References
    var symbols: [Symbol]
  }

  /// A rule with its phrases as words.
  struct Ready: Sendable {
    var rule: Rule
    var phrases: PhraseSet
    var needs: PhraseSet
    var before: PhraseSet
    var after: PhraseSet
    var sentence: PhraseSet
    var objects: PhraseSet
    var forms: [ReadyForm]
    var opens: PhraseSet
    var breaks: PhraseSet
    /// Bodies that may meet: tagged 0 the cell's own, 1 another's.
    var bodies: PhraseSet
    var visited: PhraseSet

    init(_ rule: Rule) {
      self.rule = rule
      (phrases, needs) = (PhraseSet(rule.phrases), PhraseSet(rule.needs ?? []))
      (before, after) = (PhraseSet(rule.unlessBefore ?? []), PhraseSet(rule.unlessAfter ?? []))
      (sentence, objects) = (PhraseSet(rule.unlessSentence ?? []), PhraseSet(rule.objects ?? []))
      forms = (rule.forms ?? []).map { form in
        ReadyForm(
          verbs: PhraseSet(form.verbs), objects: PhraseSet(form.objects), gap: form.gap,
          breaks: form.breaks.map { PhraseSet($0) })
      }
      (opens, breaks) = (PhraseSet(rule.opens ?? []), PhraseSet(rule.breaks ?? []))
      bodies = PhraseSet((rule.own ?? []).map { ($0, 0) } + (rule.others ?? []).map { ($0, 1) })
      visited = PhraseSet(rule.visited ?? [])
    }
  }

  let leading: Leading
  let verbs: PhraseSet
  let passive: PhraseSet
  let denials: PhraseSet
  let others: PhraseSet
  let persons: PhraseSet
  let leadingEnds: PhraseSet
  let under: PhraseSet
  let leaders: PhraseSet
  /// Verbs of taking part in somebody's meeting.
  let attending: PhraseSet
  let joiners = PhraseSet(["và", "cùng", "với", "hoặc"])
  /// Right before a body: it is not the one who acts.
  let towards = PhraseSet([
    "báo cáo", "theo", "của", "với", "cùng", "trình", "mời", "nghe", "xin ý kiến", "gửi",
  ])
  /// Bodies by their place in the list of subjects; groups come behind them.
  let bodies: PhraseSet
  let subjects: [String]
  let rules: [Ready]
  let requirements: [(rule: Requirement, parts: [PhraseSet])]
  let elsewhere: PhraseSet
  let ownReference: PhraseSet
  let article = PhraseSet(["Điều"])
  let thisArticle = PhraseSet(["Điều này"])
  let clauseWord = PhraseSet(["khoản"])
  let thisClause = PhraseSet(["khoản này"])
  let pointWord = PhraseSet(["điểm"])
  let termWord = PhraseSet(["nhiệm kỳ"])
  /// A sentence that speaks of the term before.
  let olderTerm: PhraseSet
  /// A sentence that speaks of a document that holds no more.
  let older: PhraseSet
  let deciding: Deciding
  /// Words for units of the State, with their level.
  let unitWords: PhraseSet
  let unitLevels: [Int]
  let noPlaceNames: PhraseSet
  let pastPlaces: PhraseSet
  let pastBehind: PhraseSet
  /// «phối hợp với chi bộ …», «đảng viên cư trú ở …»: a place one has to do with.
  let relations: [(words: PhraseSet, with: PhraseSet?, within: Int)]
  let posts: [Post]
  let symbols: [Symbol]
  package let register: RegulationRules

  package init(_ content: Content) throws {
    let path = "Regulations/fit.yaml"
    let file = try content.yaml(path, as: File.self)
    let named = try NamedSubjects.load(content)
    leading = file.leading
    verbs = PhraseSet(file.leading.verbs)
    passive = PhraseSet(file.leading.passive)
    denials = PhraseSet(file.leading.denials)
    others = PhraseSet(file.leading.others)
    persons = PhraseSet(file.leading.persons)
    leadingEnds = PhraseSet(file.leading.ends)
    (under, leaders) = (PhraseSet(file.leading.under), PhraseSet(file.leading.actors))
    attending = PhraseSet(file.attending)
    let spellings = named.spellings + file.leading.associations
    subjects = named.names + file.leading.associations.map { $0.first ?? "" }
    bodies = PhraseSet(
      spellings.enumerated().flatMap { n, names in names.map { ($0, n) } }
        + file.leading.groups.map { ($0, spellings.count) })
    rules = file.rules.map(Ready.init)
    requirements = file.requires.map { ($0, $0.allOf.map { PhraseSet($0) }) }
    elsewhere = PhraseSet(file.references.elsewhere)
    ownReference = PhraseSet(file.references.own)
    symbols = file.symbols
    olderTerm = PhraseSet(file.olderTerm)
    older = PhraseSet(file.olderDocument)
    deciding = Deciding(
      verbs: PhraseSet(file.decides.verbs), actors: PhraseSet(file.decides.actors),
      grants: PhraseSet(file.decides.grants), yields: PhraseSet(file.decides.yields),
      nounBefore: PhraseSet(file.decides.nounBefore),
      nounAfter: PhraseSet(file.decides.nounAfter), stops: PhraseSet(file.decides.stops),
      reach: file.decides.reach)
    unitWords = PhraseSet(file.places.words.map(\.word))
    unitLevels = file.places.words.map(\.level)
    noPlaceNames = PhraseSet(file.places.noNames)
    pastPlaces = PhraseSet(file.places.past)
    pastBehind = PhraseSet(file.places.pastBehind)
    relations = file.places.relations.map { relation in
      (PhraseSet(relation.words), relation.with.map { PhraseSet($0) }, relation.within)
    }
    posts = file.posts.map {
      Post(
        title: $0.title, kinds: $0.kinds, phrases: PhraseSet($0.phrases),
        unlessAfter: PhraseSet($0.unlessAfter))
    }
    register = try RegulationRules(content)
    let kinds =
      file.rules.flatMap(\.kinds) + file.requires.flatMap(\.kinds) + file.symbols.flatMap(\.kinds)
      + file.leading.mayHave.map(\.kind)
    let days = file.rules.flatMap { [$0.from, $0.to] } + file.requires.map(\.from)
    guard kinds.allSatisfy({ Organisation.Kind(rawValue: $0) != nil }),
      days.compactMap({ $0 }).allSatisfy({ Day(iso: $0) != nil }),
      file.leading.mayHave.flatMap(\.subjects).allSatisfy({ named.names.contains($0) })
    else { throw ContentRefusal.unreadable(path, "loại tổ chức, ngày hoặc tên đoàn thể không đúng") }
  }

  func mayHave(_ kind: Organisation.Kind) -> Set<String> {
    Set(leading.mayHave.filter { $0.kind == kind.rawValue }.flatMap(\.subjects))
  }
}
