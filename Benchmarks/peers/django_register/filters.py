"""The filters of words.py, under the names the templates use."""

from django import template

import words

register = template.Library()


def shown(function):
    return lambda value: function(value)


for name, function in words.FILTERS.items():
    register.filter(name, shown(function))
