/// A branch with three cells, one of them lit: chi bộ.
enum Logo {
  static let html: HTML = """
    <svg class="logo" width="34" height="34" viewBox="0 0 34 34" aria-hidden="true">\
    <path class="logo-branch" d="M17 32V14M17 27C17 22 24.5 22.5 26 17.2M17 23C17 18 9 18.5 7.6 12.2"/>\
    <circle class="logo-cell" cx="7" cy="9" r="3.2"/><circle class="logo-cell" cx="26.6" cy="14" r="3.2"/>\
    <circle class="logo-heart" cx="17" cy="8" r="5"/></svg>
    """
}
