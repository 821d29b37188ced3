import Registry

/// Drafts of guidances: begun from a guidance, changed by forms, every version kept.
extension Site {
  var guidanceDraftRoutes: [Route] {
    [
      .get("/huong-dan-xep-loai/du-thao/moi", .somewhere(.draftGuidances)) {
        try await $0.newGuidanceDraft(FormTrouble())
      },
      .post("/huong-dan-xep-loai/du-thao", .somewhere(.draftGuidances)) { try await $0.startGuidanceDraft() },
      .get("/huong-dan-xep-loai/du-thao/:du-thao", .inside(.viewGuidanceDrafts)) {
        try await $0.guidanceDraftShow()
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/sua", .inside(.draftGuidances)) {
        try await $0.guidanceDraftPiece()
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/sua", .inside(.draftGuidances)) {
        try await $0.saveGuidanceDraftPiece()
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/dieu", .inside(.draftGuidances)) {
        try await $0.guidanceDraftArticle(FormTrouble())
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/dieu", .inside(.draftGuidances)) {
        try await $0.saveGuidanceDraftArticle()
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/toan-van", .inside(.viewGuidanceDrafts)) {
        try await $0.guidanceDraftText(FormTrouble())
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/toan-van", .inside(.draftGuidances)) {
        try await $0.saveGuidanceDraftText()
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/cac-ban", .inside(.viewGuidanceDrafts)) {
        try await $0.guidanceDraftVersions(FormTrouble())
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/cac-ban", .inside(.draftGuidances)) {
        try await $0.restoreGuidanceDraft()
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/thoi-soan", .inside(.draftGuidances)) {
        try await $0.withdrawGuidanceDraft()
      },
      .post("/huong-dan-xep-loai/du-thao/:du-thao/mo-lai", .inside(.draftGuidances)) {
        try await $0.reopenGuidanceDraft()
      },
    ]
  }
}
